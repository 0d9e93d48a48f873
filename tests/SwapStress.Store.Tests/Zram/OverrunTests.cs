using SwapStress.Primitives;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zram;

/// <summary>A page that grows between the two compressions of one write (f05714293a59).</summary>
public sealed class OverrunTests
{
    private readonly HookedCodec _codec = new(Codecs.Any());

    [Fact]
    public void A_page_that_grows_overruns_its_object_and_damages_the_next_one()
    {
        using ZramDevice device = Create(slots: 16);
        byte[] text = Pages.Text(1);
        for (uint slot = 1; slot <= 4; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, text));
        byte[] noise = Pages.Random(1);
        device.Write(5, noise);
        // The hole in front of slot 2's object is where the growing page goes.
        device.NotifySlotFree(1);
        WriteGrowing(device, slot: 9, text, grown: Pages.Random(2));

        Assert.Equal(1, device.IoStat.Overruns);
        Assert.InRange(device.IoStat.OverrunObjects, 1, 3);
        Assert.Equal((1L, 0L), (device.GhostDamagedBy(2), device.GhostOverrunOf(2)));
        Assert.Equal((1L, 1L), (device.GhostDamagedBy(9), device.GhostOverrunOf(9)));
        byte[] back = new byte[PageSize.Bytes];
        Assert.False(device.Read(2, back) == DeviceStatus.Ok && text.AsSpan().SequenceEqual(back));
        Assert.Equal((0L, 0L), (device.GhostDamagedBy(5), device.GhostOverrunOf(5)));
        device.Read(5, back);
        Assert.Equal(noise, back);
        // The pool itself is whole.
        Assert.Empty(device.CheckIntegrity());

        // The first who damaged it is to blame, also when another write runs into it.
        device.NotifySlotFree(9);
        WriteGrowing(device, slot: 10, text, grown: Pages.Random(3));
        Assert.Equal((1L, 2L), (device.GhostDamagedBy(2), device.GhostOverrunOf(10)));

        Assert.Equal(DeviceStatus.Ok, device.Write(2, text));
        Assert.Equal(0, device.GhostDamagedBy(2));
        Assert.Equal(DeviceStatus.Ok, device.Read(2, back));
        Assert.Equal(text, back);
    }

    [Fact]
    public void A_page_that_grows_within_its_size_class_damages_nothing()
    {
        using ZramDevice device = Create(slots: 8);
        byte[] text = Pages.Text(1);
        byte[] changed = [.. text];
        // A counter word, as the workers change it: the blob stays as long.
        changed[0]++;
        WriteGrowing(device, slot: 1, text, changed);
        Assert.Equal(1, device.IoStat.WriteStall);
        Assert.Equal(0, device.IoStat.Overruns);
        byte[] back = new byte[PageSize.Bytes];
        Assert.Equal(DeviceStatus.Ok, device.Read(1, back));
        Assert.Equal(changed, back);
        Assert.Empty(device.CheckIntegrity());
    }

    /// <summary>Ghost state waits for nobody: it is asked here by who holds the locks that it must not take.</summary>
    [Fact]
    public void Who_asks_for_damage_takes_no_lock()
    {
        using ZramDevice device = Create(slots: 16);
        byte[] text = Pages.Text(1);
        for (uint slot = 1; slot <= 4; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, text));
        device.NotifySlotFree(1);
        WriteGrowing(device, slot: 9, text, grown: Pages.Random(2));
        long? damagedBy = null;
        _codec.Decompressing = () => damagedBy = device.GhostDamagedBy(2);
        device.Read(2, new byte[PageSize.Bytes]);
        Assert.Equal(1, damagedBy);
    }

    /// <summary>The lock of an object's class is held here while the object is written: by this thread, which would wait for itself.</summary>
    [Fact]
    public unsafe void Writing_an_object_takes_no_lock_though_another_is_damaged()
    {
        using var pool = new ZsPool();
        byte[] blob = Pages.Random(1)[..500];
        ZsHandle[] handles = [.. Enumerable.Range(0, 3).Select(_ => pool.TryAllocate(blob.Length, mayWait: false))];
        foreach (ZsHandle handle in handles)
            pool.Write(handle, blob);
        Assert.Equal(1, pool.WriteOverrunning(handles[0], Pages.Random(2).AsSpan(0, 600), overrun: 1));
        Assert.Equal(new DamagedObjects.Overruns(Own: 1, Hit: 0), pool.OverrunsOf(handles[0]));
        Assert.Equal(new DamagedObjects.Overruns(Own: 0, Hit: 1), pool.OverrunsOf(handles[1]));
        SizeClass sizeClass = pool.ClassOf(new ZsLocation(*(ulong*)handles[0].Address));
        sizeClass.Lock.Enter();
        pool.Write(handles[1], blob);
        pool.Write(handles[2], blob);
        sizeClass.Lock.Exit();
        Assert.Equal(default, pool.OverrunsOf(handles[1]));
        Assert.Equal(new DamagedObjects.Overruns(Own: 1, Hit: 0), pool.OverrunsOf(handles[0]));
    }

    /// <summary>Whatever a blob runs into is known as damaged, and the rest of the pool is as it was.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_an_overrun_changes_is_damaged_and_nothing_else_is(int seed)
    {
        const uint Slots = 256;
        var random = new Random(seed);
        using ZramDevice device = Create(Slots);
        byte[][] written = new byte[Slots][];
        for (uint slot = 0; slot < Slots; slot++)
            device.Write(slot, written[slot] = Pages.Text(random.Next(40)));
        byte[] back = new byte[PageSize.Bytes];
        for (int i = 0; i < 60; i++)
        {
            uint victim = (uint)random.Next((int)Slots);
            byte[] grown = [.. written[victim]];
            random.NextBytes(grown.AsSpan(random.Next(PageSize.Bytes)));
            device.NotifySlotFree((uint)random.Next((int)Slots));
            WriteGrowing(device, victim, written[victim], grown);
            written[victim] = grown;
        }
        Assert.True(device.IoStat.Overruns > 10);
        Assert.Empty(device.CheckIntegrity());
        int damaged = 0;
        for (uint slot = 0; slot < Slots; slot++)
        {
            bool ok = device.Read(slot, back) == DeviceStatus.Ok;
            bool isWhole = ok && (written[slot].AsSpan().SequenceEqual(back) || back.All(value => value == 0));
            if (device.GhostDamagedBy(slot) != 0)
                damaged += isWhole ? 0 : 1;
            else
                Assert.True(isWhole, $"slot {slot} is not damaged, and is not what was written (seed {seed})");
        }
        Assert.True(damaged > 0);
        device.Reset();
        Assert.Equal(0, device.Memory.MemUsedTotalBytes);
        Assert.Empty(device.CheckIntegrity());
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(100, 1000, 1000)]
    [InlineData(25, 200, 300)]
    public void As_many_writes_wait_for_memory_as_were_asked_for(double percent, int atLeast, int atMost)
    {
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { AllocationFailurePercent = percent, AllocationWaitNs = 1 }
        );
        byte[] text = Pages.Text(1);
        for (int i = 0; i < 1000; i++)
            Assert.Equal(DeviceStatus.Ok, device.Write(1, text));
        Assert.InRange(device.IoStat.WriteStall, atLeast, atMost);
        byte[] back = new byte[PageSize.Bytes];
        device.Read(1, back);
        Assert.Equal(text, back);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(double.NaN)]
    public void A_rate_that_is_none_is_refused(double percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new ZramDevice(new ZramOptions(8, Codecs.Any()) { AllocationFailurePercent = percent })
        );

    private ZramDevice Create(uint slots) =>
        new(new ZramOptions(slots, _codec.Choice) { AllocationFailurePercent = 100, AllocationWaitNs = 1 });

    /// <summary>Writes a page that becomes another one once it was compressed for the first time.</summary>
    private void WriteGrowing(ZramDevice device, uint slot, byte[] page, byte[] grown)
    {
        byte[] changing = [.. page];
        _codec.Compressed = () =>
        {
            _codec.Compressed = null;
            grown.CopyTo(changing, 0);
        };
        Assert.Equal(DeviceStatus.Ok, device.Write(slot, changing));
    }
}
