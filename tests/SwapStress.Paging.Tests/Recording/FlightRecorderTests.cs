using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;

namespace SwapStress.Paging.Tests.Recording;

/// <summary>The rings and what becomes of them. That the forced losses are recorded right is in their own tests.</summary>
public sealed unsafe class FlightRecorderTests
{
    private const int Length = FlightRings.RingLength;
    private const int Copies = 2_000;

    [Fact]
    public void Every_kind_and_every_field_comes_back()
    {
        using var rings = new FlightRings(2);
        FlightEventKind[] kinds = [.. Enum.GetValues<FlightEventKind>().Where(kind => kind != FlightEventKind.None)];
        Assert.InRange(kinds.Length, 1, Length - 1);
        foreach (FlightEventKind kind in kinds)
            rings.Add(1, (long)kind * 1_000, kind, uint.MaxValue - (uint)kind, (1L << 29) - 1, (1ul << 29) - 2);

        List<FlightEvent> events = Read(rings, 1);

        Assert.Equal(kinds, events.Select(e => e.Kind));
        Assert.All(
            events,
            e =>
                Assert.Equal(
                    (
                        1,
                        Environment.CurrentManagedThreadId,
                        uint.MaxValue - (uint)e.Kind,
                        (1L << 29) - 1,
                        (1L << 29) - 2
                    ),
                    (e.Page, e.ThreadId, e.Slot, e.Version, e.Counter)
                )
        );
        Assert.Equal(events.Select(e => e.TimeNs).Order(), events.Select(e => e.TimeNs));
        Assert.Empty(Read(rings, 0));
    }

    /// <summary>What an event keeps of a version is 29 bits, which a page of a small region has used up in an hour.</summary>
    [Theory]
    [InlineData(PackedFlightEvent.VersionPeriod)]
    [InlineData(1L << 32)]
    [InlineData(1L << 61)]
    public void Versions_come_back_whole(long last)
    {
        using var rings = new FlightRings(1);
        long[] versions = [last - 100_000_000, last - 2, last - 1, last, 0];
        foreach (long version in versions)
            rings.Add(0, 0, FlightEventKind.Install, slot: 0, version, counter: 0);
        Assert.Equal(versions, Read(rings, 0, last).Select(e => e.Version));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Length)]
    [InlineData(Length + 1)]
    [InlineData((70 * Length) + 5)]
    public void A_ring_keeps_the_last_events(int count)
    {
        using var rings = new FlightRings(1);
        for (uint i = 0; i < count; i++)
            rings.Add(0, i, FlightEventKind.Install, i, i, 0);
        int kept = Math.Min(count, Length);
        Assert.Equal(Enumerable.Range(count - kept, kept).Select(i => (uint)i), Read(rings, 0).Select(e => e.Slot));
    }

    [Fact]
    public void A_loss_whose_own_event_was_overwritten_is_no_window()
    {
        using var recorder = new FlightRecorder(1, 2);
        recorder.Record(0, FlightEventKind.Install);
        for (int i = 0; i < Length; i++)
            recorder.Record(0, FlightEventKind.FaultBegin, slot: 1);
        recorder.KeepLossLocked(
            new Loss
            {
                Page = 0,
                Slot = 0,
                Content = 0,
                InstalledPage = -1,
                Newest = 0,
                LostUpdates = 1,
                ThreadId = Environment.CurrentManagedThreadId,
                Cause = LossCause.StaleInstall,
                Overrun = 0,
                WasDamaged = false,
                IsUnreadable = false,
            }
        );
        Assert.Empty(recorder.Windows());
    }

    [Fact]
    public void A_copy_taken_in_a_storm_has_whole_events_only_each_threads_in_its_order()
    {
        using var rings = new FlightRings(1);
        bool stop = false;
        void Write()
        {
            for (uint i = 1; !Volatile.Read(ref stop); i = (i + 1) & 0xFFFFF)
                rings.Add(0, i, FlightEventKind.Install, i, i, i);
        }
        Worker[] writers = [.. Enumerable.Range(0, 4).Select(_ => Worker.Start(Write))];
        long seen = 0;
        try
        {
            for (int copies = 0; copies < Copies; copies++)
            {
                List<FlightEvent> events = Read(rings, 0);
                seen += events.Count;
                Assert.All(events, e => Assert.Equal((e.Slot, e.Slot), ((uint)e.Version, (uint)e.Counter)));
                foreach (IGrouping<int, FlightEvent> thread in events.GroupBy(e => e.ThreadId))
                {
                    uint[] order = [.. thread.Select(e => e.Slot)];
                    // The numbers start again after a million.
                    for (int i = 1; i < order.Length; i++)
                        Assert.InRange((order[i] - order[i - 1]) & 0xFFFFF, 1u, 0x80000u);
                }
            }
        }
        finally
        {
            Volatile.Write(ref stop, true);
            Array.ForEach(writers, writer => writer.Join());
        }
        Assert.InRange(seen, 1, Copies * (long)Length);
    }

    [Fact]
    public void Two_pages_are_put_together_by_time_and_each_keeps_its_own_order()
    {
        FlightEvent At(int page, long time, bool losing = false) =>
            new(FlightEventKind.Install, page, 1, 1, 0, 0, time, losing);
        List<FlightEvent> merged = FlightMerge.Merge([
            [At(0, 10), At(0, 30), At(0, 50, losing: true)],
            [At(1, 20), At(1, 40), At(1, 60)],
        ]);
        Assert.Equal([10, 20, 30, 40, 50], merged.Select(e => e.TimeNs));
        merged = FlightMerge.Merge([
            [At(0, 30), At(0, 10)],
            [At(1, 20)],
        ]);
        Assert.Equal([20, 30, 10], merged.Select(e => e.TimeNs));
    }

    [Fact]
    public void An_overruns_page_is_known_until_a_later_one_takes_its_place()
    {
        var overrunners = new Overrunners();
        Assert.Equal(-1, overrunners.PageOf(1));
        overrunners.Add(1, page: 0);
        overrunners.Add(2, page: 7);
        Assert.Equal((0, 7, -1), (overrunners.PageOf(1), overrunners.PageOf(2), overrunners.PageOf(1025)));
        overrunners.Add(1025, page: int.MaxValue - 1);
        Assert.Equal((-1, int.MaxValue - 1), (overrunners.PageOf(1), overrunners.PageOf(1025)));
    }

    [Fact]
    public void The_story_of_an_overrun_is_its_write_and_no_other()
    {
        using var rings = new FlightRings(1);
        void Add(FlightEventKind kind, uint slot, ulong counter = 0) => rings.Add(0, 0, kind, slot, 0, counter);
        Add(FlightEventKind.Overrun, slot: 8, counter: 3);
        Add(FlightEventKind.Install, slot: 8);
        Add(FlightEventKind.Isolated, slot: 0);
        Add(FlightEventKind.Unmapped, slot: 9);
        Add(FlightEventKind.WriteBegin, slot: 9);
        Add(FlightEventKind.Overrun, slot: 9, counter: 4);
        Add(FlightEventKind.WriteEnd, slot: 9);
        Add(FlightEventKind.FaultBegin, slot: 9);
        List<FlightEvent> events = Read(rings, 0);

        Assert.Equal(
            [
                FlightEventKind.Isolated,
                FlightEventKind.Unmapped,
                FlightEventKind.WriteBegin,
                FlightEventKind.Overrun,
                FlightEventKind.WriteEnd,
            ],
            OverrunStory.Of(events, 4).Select(e => e.Kind)
        );
        Assert.True(rings.HasBefore(0, FlightEventKind.WriteBegin, FlightEventKind.Overrun, 4));
        // The ring begins in the middle of the third one's write, and has nothing of the fifth.
        Assert.False(rings.HasBefore(0, FlightEventKind.WriteBegin, FlightEventKind.Overrun, 3));
        Assert.Empty(OverrunStory.Of(events, 5));
    }

    [Fact]
    public void Switched_off_it_leaves_no_trace()
    {
        using var parked = new ParkedReader("none", flightRecorder: false);
        parked.Space.FetchAdd(0, 1, out _);
        parked.Space.PageOut(0, 1);
        parked.Release();

        Assert.Single(parked.Space.StaleInstalls);
        Assert.Empty(parked.Space.LossWindows);
        Assert.Null(parked.Space.Mm.Recorder);
    }

    [Fact]
    public void Without_a_loss_no_window_is_kept()
    {
        using var parked = new ParkedReader("prepare-tick");
        parked.Release();
        Assert.Empty(parked.Space.LossWindows);
    }

    [Fact]
    public void Three_losing_pages_are_kept_each_once()
    {
        using var device = new RamDevice(2);
        using AddressSpace space = Make.Space(6, device, "none");
        for (int page = 0; page < 5; page++)
        {
            // Twice the same loss of each page.
            Lose(space, device, page);
            Lose(space, device, page);
            space.Zap(page, 1);
        }
        Assert.Equal([0, 1, 2], space.LossWindows.Select(window => window.Page));
        Assert.Equal(10, space.StaleInstalls.Count);
    }

    [Fact]
    public void The_checker_of_forced_windows_misses_a_step_that_is_not_there()
    {
        using var parked = new ParkedReader("none");
        parked.Space.FetchAdd(0, 1, out _);
        parked.Space.PageOut(0, 1);
        parked.Release();
        LossWindow window = Assert.Single(parked.Space.LossWindows);
        string[] steps = ["T0 ReadBegin", "M Unmapped", "T0 Install"];
        int thread = Environment.CurrentManagedThreadId;
        Assert.Null(Steps.FirstMissing(window, thread, steps));
        // Planted: the losing step is not recorded, or not marked; the order is another; a thread is mistaken.
        FlightEvent[] events = [.. window.Events];
        Assert.Equal("T0 Install", Steps.FirstMissing(window with { Events = events[..^1] }, thread, steps));
        Assert.Equal(
            "T0 Install",
            Steps.FirstMissing(
                window with
                {
                    Events = [.. events[..^1], events[^1] with { IsLosing = false }],
                },
                thread,
                steps
            )
        );
        Assert.NotNull(Steps.FirstMissing(window with { Events = [.. events.Reverse()] }, thread, steps));
        Assert.Equal("M Unmapped", Steps.FirstMissing(window, thread + 1_000, steps));
    }

    private static void Lose(AddressSpace space, RamDevice device, int page)
    {
        space.FetchAdd(page, 1, out _);
        space.PageOut(page, 1);
        var gate = device.AfterRead = new Gate();
        Worker slow = Worker.Start(() => space.FetchAdd(page, 1, out _));
        gate.AwaitParked();
        space.FetchAdd(page, 1, out _);
        space.PageOut(page, 1);
        gate.Open();
        slow.Join();
    }

    private static List<FlightEvent> Read(FlightRings rings, int page, long lastVersion = 0)
    {
        PackedFlightEvent* copy = stackalloc PackedFlightEvent[Length];
        uint head = rings.Copy(page, copy);
        return FlightRings.Unpack(page, lastVersion, head, copy);
    }
}
