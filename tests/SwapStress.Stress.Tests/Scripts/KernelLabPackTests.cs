namespace SwapStress.Stress.Tests.Scripts;

/// <summary>What kernel-lab.sh packs into the initramfs, and boots.</summary>
public sealed class KernelLabPackTests : IDisposable
{
    private readonly KernelLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Modules_are_packed_after_those_they_depend_on()
    {
        await _lab.ModuleAsync("kernel/drivers/block/zram/zram.ko", "\0depends=zsmalloc,lzo-common\0", "xz");
        await _lab.ModuleAsync("kernel/mm/zsmalloc.ko", "\0depends=\0");
        await _lab.ModuleAsync("updates/lzo_common.ko", "\0license=GPL\0", "gzip");
        await _lab.ModuleAsync("kernel/crypto/lzo-rle.ko", "\0depends=lzo-common\0");
        await _lab.BootWithModulesAsync();
        Assert.Equal("lzo_common \nlzo_rle \nzsmalloc \nzram \n", _lab["initramfs/lab/modules.order"]);
        Assert.Contains("depends=zsmalloc,lzo-common", _lab["initramfs/lab/modules/zram.ko"]);
        Assert.Contains("license=GPL", _lab["initramfs/lab/modules/lzo_common.ko"]);
    }

    [Fact]
    public async Task Brd_is_made_as_large_as_the_region()
    {
        await _lab.ModuleAsync("brd.ko", "\0depends=\0");
        await _lab.BootWithModulesAsync("--device", "brd", "--", "--region", "2MiB");
        Assert.Equal("brd rd_nr=1 rd_size=2048\n", _lab["initramfs/lab/modules.order"]);
        Assert.Equal($"device=brd bytes=2097152 cpus=2 out='{_lab.Out}'\n", _lab["initramfs/lab/config"]);
        Assert.Contains(" brd.rd_nr=1 brd.rd_size=2048 ", _lab["tools/qemu.arguments"]);
    }

    [Fact]
    public async Task Options_reach_the_program_as_they_were_written()
    {
        await _lab.BootAsync("--", "run", "--content", "it's $HOME `x`", "--threads=4", "");
        Assert.Equal(
            $@"exec /app/swapstress run --backend kernel --no-progress '--out' '{_lab.Out}' '--content' "
                + @"'it'\''s $HOME `x`' '--threads=4' ''"
                + "\n",
            _lab["initramfs/lab/command"]
        );
    }

    [Fact]
    public async Task Qemu_is_asked_for_what_was_written()
    {
        await _lab.BootAsync("--cpus=3", "--memory", "2g", "--append", "nokaslr mitigations=off", "--append", "a=b");
        string arguments = _lab["tools/qemu.arguments"];
        Assert.Contains("-accel tcg,thread=multi -cpu max -smp 3,sockets=3,cores=1,threads=1 -m 2048M ", arguments);
        Assert.Contains($" -kernel {_lab.Kernel} ", arguments);
        Assert.Contains(" nokaslr mitigations=off a=b ", arguments);
        Assert.Contains(" -nic none -no-reboot ", arguments);
    }

    [Fact]
    public async Task Virtualization_is_used_where_the_kernel_boots_with_it()
    {
        Assert.SkipUnless(CanOpenKvm(), "skipped: no /dev/kvm that this user may open.");
        _lab.Guest("case \"$*\" in *kernel-lab.probe*) echo 'kernel-lab ready' >\"$results\" ;; esac");
        Session session = await _lab.BootAnyhowAsync();
        Assert.Contains("; hardware virtualization\n", session.Output);
        Assert.Contains("-accel kvm -cpu host ", _lab["tools/qemu.arguments"]);
        Assert.DoesNotContain("kernel-lab.probe", _lab["tools/qemu.arguments"]);
    }

    [Fact]
    public async Task Where_it_does_not_the_kernel_is_emulated()
    {
        // A signal, as when QEMU aborts.
        _lab.Guest("case \"$*\" in *'-accel kvm'*) kill -ABRT $$ ;; esac");
        Session session = await _lab.BootAnyhowAsync();
        Assert.Contains("; emulation, so its latencies are no figures to compare\n", session.Output);
        Assert.Contains("-accel tcg,thread=multi -cpu max ", _lab["tools/qemu.arguments"]);
        KernelLab.Failed(session, 3, "nothing came over the serial port");
    }

    private static bool CanOpenKvm()
    {
        try
        {
            using FileStream device = new("/dev/kvm", FileMode.Open, FileAccess.ReadWrite);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
