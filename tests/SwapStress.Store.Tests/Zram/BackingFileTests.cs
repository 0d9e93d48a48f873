using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

public sealed class BackingFileTests
{
    [Fact]
    public void Pages_are_read_back()
    {
        using var directory = new TestDirectory();
        using var file = new BackingFile(directory["bd"], pageCount: 4);
        Assert.Equal(5u, file.BlockCount);
        for (uint block = 1; block <= 4; block++)
            file.Write(block, Pages.Random((int)block));
        byte[] page = new byte[PageSize.Bytes];
        for (uint block = 4; block >= 1; block--)
        {
            file.Read(block, page);
            Assert.Equal(Pages.Random((int)block), page);
        }
    }

    [Fact]
    public void A_closed_file_keeps_its_header_and_can_be_used_again()
    {
        using var directory = new TestDirectory();
        for (int i = 0; i < 2; i++)
        {
            using (var file = new BackingFile(directory["bd"], pageCount: 4))
                file.Write(4, Pages.Random(1));
            Assert.Equal(PageSize.Bytes, new FileInfo(directory["bd"]).Length);
        }
    }

    [Fact]
    public void An_empty_file_will_do()
    {
        using var directory = new TestDirectory();
        File.WriteAllBytes(directory["bd"], []);
        using var file = new BackingFile(directory["bd"], pageCount: 1);
        Assert.Equal(2 * PageSize.Bytes, new FileInfo(directory["bd"]).Length);
    }

    [Fact]
    public void A_file_that_somebody_needs_is_refused_and_stays_as_it_is()
    {
        using var directory = new TestDirectory();
        File.WriteAllText(directory["thesis"], "a");
        Assert.Contains("other contents", Refusal(directory["thesis"]), StringComparison.Ordinal);
        Assert.Equal("a", File.ReadAllText(directory["thesis"]));
    }

    [Fact]
    public void What_is_no_file_is_refused()
    {
        using var directory = new TestDirectory();
        Assert.Contains("cannot be opened", Refusal(directory["no/such/bd"]), StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Refusal(directory.Path), StringComparison.Ordinal);
        if (!OperatingSystem.IsLinux())
            return;
        Assert.Contains("name an ordinary file", Refusal("/dev/null"), StringComparison.Ordinal);
        Assert.Contains("other contents", Refusal("/dev/zero"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_devices_cannot_share_a_file()
    {
        using var directory = new TestDirectory();
        using var file = new BackingFile(directory["bd"], pageCount: 4);
        Assert.Contains("cannot be opened", Refusal(directory["bd"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_is_a_read_error()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("skipped: there may be no truncate(1)");
        using var directory = new TestDirectory();
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { Backing = new BackingFile(directory["bd"], 8) }
        );
        device.Write(5, Pages.Text(1));
        Assert.Equal(1, device.WriteBack(ZramSelection.All).Written);
        ZramRecompressionTests.AssertHolds(device, 5, Pages.Text(1));
        // By another program: this one does not let itself open the file a second time.
        using (var truncate = System.Diagnostics.Process.Start("truncate", ["--size=0", directory["bd"]]))
            truncate.WaitForExit();
        Assert.Equal(DeviceStatus.IoError, device.Read(5, new byte[PageSize.Bytes]));
    }

    private static string Refusal(string path) =>
        Assert.Throws<BackingFileException>(() => new BackingFile(path, pageCount: 4)).Message;
}
