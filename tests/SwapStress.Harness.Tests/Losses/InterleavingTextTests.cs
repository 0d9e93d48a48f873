using SwapStress.Harness.Losses;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Tests.Losses;

public sealed class InterleavingTextTests
{
    [Fact]
    public void The_race_is_drawn_as_in_the_mails()
    {
        const string Golden = """
            Page 0x5a000, slot 17: T7 maps v6, counter 19; the newest is v7, counter 22.

                   us  T7                            T9                            R
                       --                            --                            -
                       ...
                  0.0  do_swap_page(): slot 17
                  0.2  swap_read_folio(slot 17)
                  1.0                                do_swap_page(): slot 17
                  1.2                                swap_read_folio(slot 17)
                  2.0                                read ends: v6, counter 19
                  2.1                                pte_same(): yes
                  2.2                                swap_free(slot 17)
                  2.3                                swap_range_free(slot 17)
                  2.4                                set_pte_at(v6, counter 19)
                499.0                                                              folio_isolate_lru()
                499.1                                                              add_to_swap(): slot 17
                                                     3 additions, counter 19 ->
                                                       22
                499.2                                                              try_to_unmap(v7, counter 22)
                499.3                                                              swap_writepage(slot 17): v7
                505.0                                                              end_swap_bio_write(): v7
                505.1                                                              __remove_mapping()
               1000.0  read ends: v6, counter 19
               1000.2  pte_same(): yes
               1000.3  swap_free(slot 17)
               1000.4  set_pte_at(v6, counter 19)
                         <== loses 3 updates
            """;
        Assert.Equal(Golden.ReplaceLineEndings("\n"), Draw(Windows.SkippedCache()));
    }

    [Fact]
    public void An_overrun_is_drawn_with_the_write_that_did_it()
    {
        const string Golden = """
            Page 0x5a000, slot 17: T7 cannot read v7, counter 22. The write of page 0x5b000 overran its object
              and damaged the slot's data.

                   us  T7                            R                             T9                            IO2
                       --                            -                             --                            ---
                  0.0                                folio_isolate_lru()
                  0.1                                [page 0x5b000]
                                                       folio_isolate_lru()
                  1.0                                [page 0x5a000]
                                                       add_to_swap(): slot 17
                  1.1                                try_to_unmap(v7, counter 22)
                  1.2                                swap_writepage(slot 17): v7
                       ...
                  3.0                                [page 0x5b000]
                                                       add_to_swap(): slot 18
                  3.1                                try_to_unmap(v3, counter 30)
                  3.2                                swap_writepage(slot 18): v3
                  5.0                                                              [page 0x5b000]
                                                                                     do_swap_page(): slot 18
                  5.1                                                              swap_cache_get_folio():
                                                                                     found
                  5.2                                                              pte_same(): yes
                  5.3                                                              swap_free(slot 18)
                  5.4                                                              set_pte_at(v3, counter 30)
                  5.5                                                              writable under writeback
                  9.0                                                                                            [page 0x5b000]
                                                                                                                   compress_again: longer,
                                                                                                                   overruns its object
                  9.1                                                                                            end_swap_bio_write(): v3
                 12.0  do_swap_page(): slot 17
                 12.1  add_to_swap_cache(): to be
                         read
                 12.2  swap_read_folio(slot 17)
                 14.0  read fails: I/O error
                 14.1  pte_same(): yes
                 14.2  not uptodate:
                         VM_FAULT_SIGBUS
                         <== loses 22 updates

            1 operation of the page in between is left out.
            """;
        Assert.Equal(Golden.ReplaceLineEndings("\n"), Draw(Windows.Overrun()));
    }

    [Theory]
    [InlineData(
        91,
        FlightEventKind.BusError,
        0,
        "The write of page 0x5b000 overran its object and",
        "<== loses the page"
    )]
    [InlineData(90, FlightEventKind.BusError, 1, "Its own write overran its object.", "<== loses 1 update")]
    [InlineData(-1, FlightEventKind.Install, 0, "A write overran its object and damaged", "<== damaged data")]
    [InlineData(91, FlightEventKind.Install, -5, "The write of page 0x5b000 overran", "<== counter 5 too high")]
    public void An_overrun_says_whose_write_it_was_and_what_came_of_it(
        int overrunPage,
        FlightEventKind losing,
        long lost,
        string whose,
        string mark
    )
    {
        LossWindow window = Windows.Overrun();
        string text = Draw(
            window with
            {
                OverrunPage = overrunPage,
                LostUpdates = lost,
                Events = [.. window.Events.SkipLast(1), window.Events[^1] with { Kind = losing }],
            }
        );
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(whose, text);
        Assert.EndsWith(mark, text[..(text.IndexOf("<==", StringComparison.Ordinal) + mark.Length)]);
        Assert.Contains(losing == FlightEventKind.Install ? "T7 maps v7" : "T7 cannot read v7", text);
    }

    [Fact]
    public void Writes_that_an_io_thread_ended_before_are_not_drawn()
    {
        LossWindow window = Windows.SkippedCache();
        FlightEvent[] events =
        [
            Windows.At(-1, 6, FlightEventKind.WriteEnd, version: 5),
            .. window.Events.Select(e => e.Kind == FlightEventKind.WriteEnd ? e with { ThreadId = 6 } : e),
        ];
        string text = Draw(window with { Events = events });
        Assert.Contains("end_swap_bio_write(): v7", text);
        Assert.DoesNotContain("v5", text);
    }

    [Fact]
    public void A_writeback_is_drawn_with_the_fault_that_gave_its_slot_up()
    {
        // W picks page 91's entry; T8 maps that page and frees slot 17, which page 90 gets; W writes 91's data there.
        FlightEvent On91(long timeNs, int thread, FlightEventKind kind, long version = 0) =>
            Windows.At(timeNs, thread, kind, version) with
            {
                Page = 91,
            };
        FlightEvent[] events =
        [
            On91(0, 3, FlightEventKind.WritebackPicked, version: 2),
            On91(100, 8, FlightEventKind.FaultBegin),
            On91(200, 8, FlightEventKind.ZswapInvalidated),
            On91(300, 8, FlightEventKind.SlotReleased),
            On91(400, 8, FlightEventKind.Install, version: 2),
            Windows.At(500, 4, FlightEventKind.Isolated),
            Windows.At(600, 4, FlightEventKind.Unmapped, version: 7, counter: 22),
            Windows.At(700, 4, FlightEventKind.WriteEnd, version: 7),
            On91(800, 3, FlightEventKind.WritebackInserted, version: 2),
            On91(900, 3, FlightEventKind.WriteEnd, version: 2),
            Windows.At(1_000, 7, FlightEventKind.FaultBegin),
            Windows.At(1_100, 7, FlightEventKind.Install, version: 2) with
            {
                IsLosing = true,
            },
        ];
        string text = Draw(Windows.SkippedCache() with { Events = events, InstalledPage = 91, InstalledVersion = 2 });
        Assert.Contains("zswap_invalidate()", text);
        Assert.Contains("swap_range_free(slot 17)", text);
    }

    [Fact]
    public void Two_threads_fit_in_100_columns()
    {
        const string Golden = """
            Page 0x5a000, slot 17: T7 maps v6, counter 19; the newest is v7, counter 22.

                   us  T7                                           T9
                       --                                           --
                       ...
                  0.0  do_swap_page(): slot 17
                  0.2  swap_read_folio(slot 17)
                  1.0                                               do_swap_page(): slot 17
                  1.2                                               swap_read_folio(slot 17)
                  2.0                                               read ends: v6, counter 19
                  2.1                                               pte_same(): yes
                  2.2                                               swap_free(slot 17)
                  2.3                                               swap_range_free(slot 17)
                  2.4                                               set_pte_at(v6, counter 19)
                499.0                                               folio_isolate_lru()
                499.1                                               add_to_swap(): slot 17
                                                                    3 additions, counter 19 -> 22
                499.2                                               try_to_unmap(v7, counter 22)
                499.3                                               swap_writepage(slot 17): v7
                505.0                                               end_swap_bio_write(): v7
                505.1                                               __remove_mapping()
               1000.0  read ends: v6, counter 19
               1000.2  pte_same(): yes
               1000.3  swap_free(slot 17)
               1000.4  set_pte_at(v6, counter 19)
                         <== loses 3 updates
            """;
        Assert.Equal(Golden.ReplaceLineEndings("\n"), Draw(OneReclaimer()));
    }

    [Fact]
    public void Back_offs_are_counted()
    {
        FlightEvent[] backoffs =
        [
            .. from i in Enumerable.Range(0, 212)
            let thread = 100 + (i % 5)
            from step in (FlightEvent[])
                [
                    Windows.At(10_000 + (i * 100), thread, FlightEventKind.FaultBegin),
                    Windows.At(10_050 + (i * 100), thread, FlightEventKind.PrepareLost),
                ]
            select step,
        ];
        FlightEvent[] vain =
        [
            Windows.At(40_000, 300, FlightEventKind.FaultBegin),
            Windows.At(41_000, 300, FlightEventKind.PteChanged),
        ];
        string text = Draw(Windows.SkippedCache([.. backoffs, .. vain]));
        Assert.StartsWith(Draw(Windows.SkippedCache()), text);
        Assert.EndsWith("\n\n5 threads back off 212 times meanwhile.\n1 thread faults in vain 1 time meanwhile.", text);
    }

    [Fact]
    public void A_long_story_is_cut_in_the_middle()
    {
        // 40 more round trips of the page in between, each by another thread.
        FlightEvent[] trips =
        [
            .. from i in Enumerable.Range(0, 40)
            let time = 10_000 + (i * 1_000)
            from step in (FlightEvent[])
                [
                    Windows.At(time, 4, FlightEventKind.Isolated),
                    Windows.At(time + 1, 4, FlightEventKind.Unmapped, version: 100 + i, counter: 30),
                    Windows.At(time + 2, 200 + i, FlightEventKind.FaultBegin),
                    Windows.At(time + 3, 200 + i, FlightEventKind.Install, version: 100 + i, counter: 30),
                ]
            select step,
        ];
        string text = Draw(Windows.SkippedCache(trips));
        Assert.InRange(text.Split('\n').Length, 20, 60);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 130));
        Assert.Contains("swap-ins and 38 other operations of the page in between are left out.", text);
        Assert.Equal(2, text.Split("  ...\n").Length - 1);
        Assert.Contains("<== loses 3 updates", text);
    }

    [Theory]
    [InlineData(1, 90, "<== loses 1 update")]
    [InlineData(0, 91, "<== another page's data")]
    [InlineData(-4, 91, "<== counter 4 too high")]
    [InlineData(19, -1, "<== loses 19 updates")]
    public void The_losing_step_says_what_it_does(long lost, int installedPage, string mark)
    {
        LossWindow window = Windows.SkippedCache() with { LostUpdates = lost, InstalledPage = installedPage };
        string text = string.Join(' ', Draw(window).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.EndsWith(mark, text);
        Assert.Contains(
            installedPage switch
            {
                90 => "T7 maps v6, counter 19",
                91 => "T7 maps v6 of page 0x5b000, counter 19",
                _ => "T7 maps void, counter 19",
            },
            text
        );
    }

    [Fact]
    public void Another_pages_steps_are_named_where_a_thread_turns_to_it()
    {
        LossWindow window = Windows.SkippedCache();
        FlightEvent[] events = [.. window.Events];
        for (int i = 10; i < 16; i++)
            events[i] = events[i] with { Page = 91 };
        string text = Draw(window with { Events = events });
        Assert.Equal(1, text.Split("[page").Length - 1);
        Assert.Contains("[page 0x5b000]", text);
    }

    [Fact]
    public void A_window_without_its_losing_step_is_refused()
    {
        LossWindow window = Windows.SkippedCache();
        Assert.Throws<ArgumentException>(() =>
            InterleavingText.Draw(window with { Events = [.. window.Events.SkipLast(1)] })
        );
        Assert.Throws<ArgumentException>(() =>
            InterleavingText.Draw(
                window with
                {
                    Events = [.. window.Events, Windows.At(2_000_000, 9, FlightEventKind.FaultBegin)],
                }
            )
        );
    }

    [Fact]
    public void Every_kind_of_step_has_words()
    {
        foreach (FlightEventKind kind in Enum.GetValues<FlightEventKind>().Where(kind => kind != FlightEventKind.None))
            Assert.NotEqual(kind.ToString(), EventText.Describe(Windows.At(0, 1, kind)));
    }

    /// <summary>The reader that came in between is the one that pages out, as in a test.</summary>
    private static LossWindow OneReclaimer()
    {
        LossWindow window = Windows.SkippedCache();
        return window with { Events = [.. window.Events.Select(e => e.ThreadId == 4 ? e with { ThreadId = 9 } : e)] };
    }

    private static string Draw(LossWindow window) => string.Join('\n', InterleavingText.Draw(window));
}
