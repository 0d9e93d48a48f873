using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Primitives;
using SwapStress.Store.Zram;
using SwapStress.Testing;

namespace SwapStress.Paging.Tests;

/// <summary>
/// The race of 4.7 (kernel-spec "unstable-write") step by step on a real zram: a page changes between the two
/// compressions of its write, and another page's object is overrun.
/// </summary>
public sealed class UnstableWriteTests
{
    private const int Pages = 8;
    private const int Victim = 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_written_to_under_writeback_damages_its_neighbour_unless_it_must_be_stable(bool stableWrites)
    {
        var codec = new HookedCodec(Make.Zswap.Codec);
        var options = new ZramOptions(Pages + 2, codec.Choice) { AllocationFailurePercent = 100, AllocationWaitNs = 1 };
        using var device = new ZramDevice(options);
        using var space = new AddressSpace(
            Make.Options(Pages, "cached") with
            {
                IoThreads = 1,
                StableWrites = stableWrites,
            },
            device
        );
        byte[] content = new byte[PageSize.Bytes];
        new Random(1).NextBytes(content.AsSpan(0, 512));
        // The counter.
        BitConverter.TryWriteBytes(content, 5L);
        for (int page = 1; page < Pages; page++)
            space.WritePage(page, content);
        space.PageOut(1, Pages - 1);
        Assert.Empty(space.CheckQuiescent());
        space.PageOut(1, Pages - 1);
        // The hole that page 0 will fill; behind it in the zspage lies the victim.
        space.Zap(1, 1);

        space.WritePage(0, content);
        var gate = new Gate();
        codec.Compressed = gate.Pass;
        space.PageOut(0, 1);
        gate.AwaitParked();
        byte[] noise = new byte[PageSize.Bytes];
        new Random(2).NextBytes(noise);
        space.WritePage(0, noise);
        gate.Open();
        Assert.Empty(space.CheckQuiescent());

        Assert.Equal(stableWrites ? 0 : 1, device.IoStat.Overruns);
        byte[] back = new byte[PageSize.Bytes];
        bool victimLost = !TryRead(space, Victim, back) || !content.AsSpan().SequenceEqual(back);
        Assert.Equal(!stableWrites, victimLost);
        Assert.All(
            space.StaleInstalls,
            install => Assert.Equal((Victim, LossCause.Overrun), (install.Page, install.Cause))
        );
        Assert.Equal(stableWrites, space.StaleInstalls.Count == 0);
        if (stableWrites)
            Assert.Empty(space.LossWindows);
        else
            AssertRecorded(space);
        // The torn page itself is none the worse for it.
        Assert.True(TryRead(space, 0, back));
        Assert.Equal(noise, back);
        Assert.Empty(device.CheckIntegrity());
    }

    /// <summary>T0 of the steps is this thread: it writes to page 0 and reads the victim.</summary>
    private static void AssertRecorded(AddressSpace space)
    {
        LossWindow window = Assert.Single(space.LossWindows);
        Assert.Equal((Victim, LossCause.Overrun, 0), (window.Page, window.Cause, window.OverrunPage));
        bool isUnreadable = window.Events[^1].Kind == FlightEventKind.BusError;
        string[] read = isUnreadable
            ? ["T0 ReadBegin", "T0 ReadFailed", "T0 PteSame", "T0 BusError"]
            : ["T0 ReadBegin", "T0 ReadEnd", "T0 PteSame", "T0 Install"];
        string[] overrun =
        [
            "T0 Isolated",
            "T0 SlotAllocated",
            "T0 Unmapped",
            "T0 WriteBegin",
            "T0 FaultBegin",
            "T0 CacheHit",
            "T0 PteSame",
            "T0 SwapFree",
            "T0 Install",
            "T0 WritableUnderWriteback",
            "X Overrun",
            "X WriteEnd",
        ];
        int thread = Environment.CurrentManagedThreadId;
        Assert.Null(Steps.FirstMissing(window, thread, ["T0 Unmapped", "T0 WriteBegin", "X WriteEnd", .. read]));
        Assert.Null(Steps.FirstMissing(window, thread, [.. overrun, .. read]));
        Assert.Equal(overrun, window.Events.Where(e => e.Page == 0).Select(e => Name(e, window)));
        if (isUnreadable)
            Assert.Equal(5, window.LostUpdates);
    }

    private static string Name(FlightEvent e, LossWindow window) =>
        $"{(e.ThreadId == window.ThreadId ? "T0" : "X")} {e.Kind}";

    private static bool TryRead(AddressSpace space, int page, byte[] content)
    {
        try
        {
            space.ReadPage(page, content);
            return true;
        }
        catch (PageReadException)
        {
            return false;
        }
    }
}
