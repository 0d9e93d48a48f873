using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging.Tests.Ghost;

public sealed class ContentFormatTests
{
    /// <summary>And the header.</summary>
    private const uint TwoSlots = 3;

    [Theory]
    [InlineData(1, 62)]
    [InlineData(2, 62)]
    [InlineData(3, 61)]
    [InlineData(256, 55)]
    [InlineData(257, 54)]
    [InlineData(8 << 20, 40)]
    [InlineData(int.MaxValue, 32)]
    public void Page_and_version_come_back(int pageCount, int versionBits)
    {
        var format = new ContentFormat(pageCount);
        Assert.Equal((1L << versionBits) - 1, format.VersionMax);
        foreach (int page in new[] { 0, pageCount / 2, pageCount - 1 })
        {
            foreach (long version in new[] { 1, format.VersionMax / 2, format.VersionMax })
            {
                long content = format.Of(page, version);
                long stray = ContentFormat.Stray(content);
                Assert.Equal(
                    (page, version, false),
                    (format.PageOf(content), format.VersionOf(content), IsStray(content))
                );
                Assert.Equal((page, version, true), (format.PageOf(stray), format.VersionOf(stray), IsStray(stray)));
            }
        }

        static bool IsStray(long content) => ContentFormat.IsStray(content);
    }

    /// <summary>A page of a small region has 2^32 versions within hours: they must not run into its neighbour's.</summary>
    [Fact]
    public void Versions_go_on_beyond_32_bits()
    {
        const long Before = uint.MaxValue - 1;
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(2, device, "none");
        space.Mm.Ghost.SetLastVersion(0, Before);
        for (int i = 0; i < 4; i++)
        {
            space.FetchAdd(0, 1, out _);
            space.FetchAdd(1, 1, out _);
            Assert.Equal(2, space.PageOut(0, 2));
            Assert.Empty(space.CheckQuiescent());
        }
        // The first touch has a version, and each of the page-outs.
        Assert.Equal(Before + 5, space.Mm.Ghost.LastVersion(0));
        Assert.Equal((4ul, 4ul), (space.Read(0, 0), space.Read(1, 0)));
        Assert.Empty(space.StaleInstalls);

        // And a loss is still told, with its numbers.
        space.PageOut(0, 2);
        long last = space.Mm.Ghost.LastVersion(0);
        var gate = device.AfterRead = new Gate();
        Worker slow = Worker.Start(() => space.FetchAdd(0, 1, out _));
        gate.AwaitParked();
        space.FetchAdd(0, 1, out _);
        space.PageOut(0, 1);
        gate.Open();
        slow.Join();
        StaleInstall stale = Assert.Single(space.StaleInstalls);
        Assert.Equal((0, last, last + 1), (stale.Page, stale.InstalledVersion, stale.NewestVersion));
        LossWindow window = Assert.Single(space.LossWindows);
        Assert.Equal((0, last + 1), (window.InstalledPage, window.NewestVersion));
        Assert.Contains(window.Events, e => e.Kind == FlightEventKind.Unmapped && e.Version == window.NewestVersion);
    }

    [Fact]
    public void An_oracle_without_a_number_left_says_so()
    {
        using var device = new RamDevice(TwoSlots);
        using AddressSpace space = Make.Space(2, device, "none");
        space.Mm.Ghost.SetLastVersion(1, space.Mm.Ghost.Format.VersionMax - 1);
        space.FetchAdd(1, 1, out _);
        var exception = Assert.Throws<InvalidOperationException>(() => space.PageOut(1, 1));
        Assert.Contains("no number left", exception.Message);
        // It was thrown with the page-table lock held.
        LockOrder.Forget();
    }
}
