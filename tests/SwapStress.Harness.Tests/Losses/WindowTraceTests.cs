using System.Text.Json;
using SwapStress.Harness.Losses;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Tests.Losses;

public sealed class WindowTraceTests
{
    [Fact]
    public void Phases_are_slices_of_the_thread_that_did_them()
    {
        IReadOnlyList<JsonElement> events = Trace(Windows.SkippedCache());
        Assert.Equal(
            "none, round 4: page 0x5a000, slot 17, loses 3 updates",
            Text(events.Single(e => TraceCheck.Name(e) == "process_name"), "name")
        );
        // T9's reclaim of 1 us before is context; who lost comes first.
        Assert.Equal(["loss", "T7", "T9", "R"], Tracks(events).Values);
        Assert.Equal(
            ["do_swap_page 1+1000.4", "swap_read_folio 1.2+999.8", "install 1001.2+0.2"],
            Slices(events, "T7")
        );
        Assert.Equal(
            [
                "reclaim 500+6.1",
                "add_to_swap 500+0.1",
                "try_to_unmap 500.1+0.1",
                "swap_writepage 500.3+5.7",
                "__remove_mapping 506+0.1",
            ],
            Slices(events, "R")
        );
    }

    [Fact]
    public void The_losing_step_is_marked_and_an_arrow_comes_from_what_it_overwrites()
    {
        IReadOnlyList<JsonElement> events = Trace(Windows.SkippedCache());
        JsonElement loss = events.Single(e => Phase(e) == 'i' && Text(e, "newestVersion") is not null);
        Assert.Equal("set_pte_at(v6, counter 19) <== loses 3 updates", TraceCheck.Name(loss));
        Assert.Equal(("3", "7", "6"), (Text(loss, "lostUpdates"), Text(loss, "newestVersion"), Text(loss, "version")));
        Assert.Equal(
            [(500.2, "R"), (1001.4, "T7")],
            events.Where(e => Phase(e) is 's' or 'f').Select(e => (Time(e), Track(events, e)))
        );
        JsonElement span = events.Single(e => Phase(e) == 'B' && Track(events, e) == "loss");
        Assert.Equal(1, Time(span));
        Assert.Equal(
            "Page 0x5a000, slot 17: T7 maps v6, counter 19; the newest is v7, counter 22.",
            TraceCheck.Name(span)
        );
        Assert.Equal(["19", "22", "19"], events.Where(e => Phase(e) == 'C').Select(e => Text(e, "counter")));
    }

    [Fact]
    public void Steps_of_the_swap_map_and_of_zswap_are_instants_with_a_category()
    {
        IReadOnlyList<JsonElement> events = Trace(
            Windows.SkippedCache(
                Windows.At(500_150, 4, FlightEventKind.ZswapStored, version: 7),
                Windows.At(1_300, 7, FlightEventKind.ZswapDropped)
            )
        );
        Assert.Equal(
            [
                "zswap_load(): entry dropped",
                "swap_free(slot 17)",
                "swap_range_free(slot 17)",
                "add_to_swap(): slot 17",
                "zswap_store(slot 17): v7",
                "swap_free(slot 17)",
            ],
            events
                .Where(e => Phase(e) == 'i' && e.GetProperty("cat").GetString() is "swap_map" or "zswap")
                .Select(TraceCheck.Name)
        );
    }

    [Fact]
    public void Who_backs_off_waits_until_the_next_attempt_and_a_read_that_goes_on_has_no_end()
    {
        IReadOnlyList<JsonElement> events = Trace(
            Windows.SkippedCache(
                Windows.At(600_000, 20, FlightEventKind.FaultBegin),
                Windows.At(600_100, 20, FlightEventKind.PrepareLost),
                Windows.At(700_000, 20, FlightEventKind.FaultBegin),
                Windows.At(700_100, 20, FlightEventKind.PrepareTaken),
                Windows.At(700_200, 20, FlightEventKind.ReadBegin)
            )
        );
        Assert.Equal(
            ["do_swap_page 600+100", "wait 600.1+99.9", "do_swap_page 700+301.4", "swap_read_folio 700.2+301.2"],
            Slices(events, "T20")
        );
        Assert.Equal(
            ["tries again", "not yet"],
            events.Where(e => Phase(e) == 'E' && Track(events, e) == "T20").Select(e => Text(e, "end")).OfType<string>()
        );
    }

    /// <summary>Mapped meanwhile: the thread has had the page, and what it does later is another fault.</summary>
    [Fact]
    public void Who_backs_off_and_finds_the_page_mapped_waits_no_longer_than_is_known()
    {
        IReadOnlyList<JsonElement> events = Trace(
            Windows.SkippedCache(
                Windows.At(2_500, 20, FlightEventKind.FaultBegin),
                Windows.At(2_600, 20, FlightEventKind.PrepareLost),
                Windows.At(700_000, 20, FlightEventKind.FaultBegin)
            )
        );
        Assert.Equal(["do_swap_page 2.5+0.1", "do_swap_page 700+0"], Slices(events, "T20"));
    }

    [Fact]
    public void What_is_long_before_the_loss_is_left_out_and_counted()
    {
        FlightEvent[] old = [.. Enumerable.Range(0, 9).Select(i => Windows.At(i, 30 + i, FlightEventKind.FaultBegin))];
        LossWindow window = Windows.SkippedCache();
        window = window with
        {
            Events = [.. old, .. window.Events.Select(e => e with { TimeNs = e.TimeNs + 9_000_000 })],
        };
        IReadOnlyList<JsonElement> events = Trace(window);
        Assert.Equal("9", events.Select(e => Text(e, "earlierStepsLeftOut")).OfType<string>().Single());
        Assert.Equal(["loss", "T7", "T9", "R"], Tracks(events).Values);
    }

    [Fact]
    public void The_page_that_overran_another_has_a_track_of_its_own()
    {
        IReadOnlyList<JsonElement> events = Trace(Windows.Overrun());
        Assert.Contains("R, page 0x5b000", Tracks(events).Values);
        Assert.Contains("R", Tracks(events).Values);
        Assert.Contains(events, e => TraceCheck.Name(e) == "not uptodate: VM_FAULT_SIGBUS <== loses 22 updates");
    }

    [Fact]
    public void A_program_that_was_explored_counts_its_steps()
    {
        LossWindow window = Windows.SkippedCache();
        window = window with { Events = [.. window.Events.Select((e, i) => e with { TimeNs = i })] };
        IReadOnlyList<JsonElement> events = Trace(
            window,
            new TraceStyle(1, InterleavingStyle.Counted(thread => $"thread {thread}"))
        );
        Assert.Equal(["loss", "thread 4", "thread 7", "thread 9"], Tracks(events).Values);
        Assert.All(events.Where(e => Phase(e) != 'M'), e => Assert.Equal(Math.Floor(Time(e)), Time(e)));
    }

    private static IReadOnlyList<JsonElement> Trace(LossWindow window, TraceStyle? style = null)
    {
        var document = new TraceDocument();
        document.Add(window, style ?? TraceStyle.Timed, "none", "round 4");
        using var stream = new MemoryStream();
        document.WriteTo(stream);
        return TraceCheck.Check(stream.ToArray());
    }

    /// <summary>"name begin+duration", in us, in the order in which they begin.</summary>
    private static List<string> Slices(IReadOnlyList<JsonElement> events, string track)
    {
        var slices = new List<string>();
        var open = new Stack<(int Index, double Begin)>();
        foreach (JsonElement e in events.Where(e => Phase(e) is 'B' or 'E' && Track(events, e) == track))
        {
            if (Phase(e) == 'B')
            {
                open.Push((slices.Count, Time(e)));
                slices.Add(TraceCheck.Name(e));
                continue;
            }
            (int index, double begin) = open.Pop();
            slices[index] += FormattableString.Invariant($" {begin}+{Time(e) - begin:0.###}");
        }
        return slices;
    }

    private static SortedDictionary<int, string> Tracks(IReadOnlyList<JsonElement> events) =>
        new(
            events
                .Where(e => TraceCheck.Name(e) == "thread_name")
                .ToDictionary(e => e.GetProperty("tid").GetInt32(), e => Text(e, "name")!)
        );

    private static string Track(IReadOnlyList<JsonElement> events, JsonElement e) =>
        Tracks(events)[e.GetProperty("tid").GetInt32()];

    private static char Phase(JsonElement e) => e.GetProperty("ph").GetString()![0];

    private static double Time(JsonElement e) => e.GetProperty("ts").GetDouble();

    private static string? Text(JsonElement e, string key) =>
        e.TryGetProperty("args", out JsonElement args) && args.TryGetProperty(key, out JsonElement value)
            ? value.ToString()
            : null;
}
