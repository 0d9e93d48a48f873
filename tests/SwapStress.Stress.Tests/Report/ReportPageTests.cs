using System.Xml.Linq;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report;

public sealed class ReportPageTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void The_verdict_comes_first_then_the_figures()
    {
        HtmlPage page = HtmlPage.Of(Run("one"));
        Assert.Equal("fixed", page.Root.Descendants("h1").Single().Value);
        Assert.Contains("none lost 7 updates, prepare-tick lost none.", page.All("p"));
        Assert.Equal(["7", "0"], page.Row("lost updates"));
        Assert.Equal(["12", "-"], page.Row("refaults"));
        Assert.Equal(["2.00 µs", "2.00 µs"], page.Row("p50"));
        Assert.Equal(["2.00"], page.Row("stored / compressed"));
        Assert.Equal(["1M"], page.Row("regionBytes"));
        Assert.Equal(["4.0 GiB"], page.Row("memoryBytes"));
        Assert.Equal(
            [
                "Latency by percentile",
                "Median swap-in latency over time",
                "99th percentile of swap-in latency over time",
                "Lost updates and misloads of each round",
                "Objects by size class",
            ],
            page.All("figcaption")
        );
        Assert.Contains("none: 1 of 2 rounds lost data.", page.All("li"));
    }

    [Fact]
    public void An_interleaving_has_a_lane_a_thread()
    {
        HtmlPage page = HtmlPage.Of(Run("one"));
        XElement lanes = page.Root.Descendants("table").Single(table => table.Attribute("class")!.Value == "lanes");
        Assert.Equal(
            ["µs", "T1", "T2", "R"],
            lanes.Descendants("thead").Single().Descendants("th").Select(th => th.Value)
        );
        string[] rows =
        [
            .. lanes
                .Element("tbody")!
                .Elements("tr")
                .Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))),
        ];
        Assert.Equal(
            [
                "|...||",
                "0.0|do_swap_page(): slot 4||",
                "9.2||do_swap_page(): slot 4 and a word more|",
                "||1 addition, counter 0 -> 1|",
                "7128.5|||try_to_unmap(v3, counter 1)",
                "7159.7|set_pte_at(v2, counter 0) ⟸ loses 1 update||",
            ],
            rows
        );
        Assert.Contains(
            "Round 0. Page 0x3000, slot 4: T1 maps v2, counter 0; the newest is v3, counter 1.",
            page.All("p")
        );
        Assert.Contains("2 swap-ins of the page in between are left out.", page.All("p"));
    }

    [Fact]
    public void A_drawing_that_cannot_be_taken_apart_is_shown_as_it_is()
    {
        _directory.WithRun("one").With("one/interleavings.txt", "[none] Round 0\nwhatever <b>\n");
        Assert.Contains("whatever <b>", HtmlPage.Of(RecordedRuns.Read(_directory["one"])).All("pre"));
    }

    [Fact]
    public void Without_its_distribution_a_run_has_the_percentiles_of_its_summary() =>
        Assert.Equal(
            ["-", "2.00 µs", "4.00 µs", "10.0 µs", "20.0 µs", "-", "-", "-", "40.0 µs"],
            HtmlPage.Of(Run("one")).Row("none")
        );

    [Fact]
    public void A_distribution_is_read_from_its_file()
    {
        _directory
            .WithRun("one")
            .With(
                "one/swapin-none.hgrm",
                """
                       Value     Percentile TotalCount 1/(1-Percentile)

                      60.000 0.000000000000          1           1.00
                    1175.000 0.100000000000        100           1.11
                    2000.000 0.500000000000        500           2.00
                    2500.000 0.800000000000        800           5.00
                    4000.000 0.900000000000        900          10.00
                    9000.000 0.990000000000        990         100.00
                   19000.000 0.999000000000        999        1000.00
                   40000.000 1.000000000000       1000
                #[Mean    =     2000.000, StdDeviation   =      100.000]
                """
            );
        HtmlPage page = HtmlPage.Of(RecordedRuns.Read(_directory["one"]));
        Assert.Equal(["60 ns", "2.00 µs", "4.00 µs", "9.00 µs", "19.0 µs", "-", "-", "-", "40.0 µs"], page.Row("none"));
        // The fastest tenth is not drawn.
        Assert.Contains("none: 99.9 %: 19 µs", page.All("title"));
        Assert.DoesNotContain(page.All("title"), title => title.Contains("60 ns", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_have_letters_what_differs_and_ratios()
    {
        _directory.WithRun("before").WithRun("after", p50Us: 3, compressor: "zstd");
        HtmlPage page = HtmlPage.Of(RecordedRuns.Read(_directory["before"]), RecordedRuns.Read(_directory["after"]));
        Assert.Equal("2 runs compared", page.Root.Descendants("h1").Single().Value);
        Assert.Equal(["lz4", "zstd"], page.Row("compressor"));
        Assert.Equal(["2.00 µs", "3.00 µs (x1.50)"], page.Row("swap-in p50"));
        Assert.Contains("B prepare-tick", page.All("th"));
        Assert.Contains("A: fixed", page.All("h2"));
    }

    [Fact]
    public void What_files_hold_stays_text()
    {
        const string Hostile = "</style><script>alert(1)</script>&amp;\\u0000";
        _directory.WithRun("one", compressor: Hostile);
        HtmlPage page = HtmlPage.Of(RecordedRuns.Read(_directory["one"]));
        Assert.Equal(["</style><script>alert(1)</script>&amp;\ufffd"], page.Row("compressor"));
    }

    [Fact]
    public void Ten_thousand_rounds_of_nine_strategies_are_a_small_page()
    {
        HtmlPage page = HtmlPage.Of(LargeRun());
        Assert.InRange(page.Text.Length, 100_000, 2_000_000);
        Assert.Contains("s8: 10,000 of 10,000 rounds lost data.", page.All("li"));
    }

    /// <summary>A run that begins, one without swap-ins, one without anything that could be drawn.</summary>
    [Theory]
    [InlineData("""{"schema": "swapstress/run/1", "strategies": []}""")]
    [InlineData("""{"schema": "swapstress/run/1", "strategies": [{"sync": "none"}]}""")]
    [InlineData(
        """{"schema": "swapstress/run/1", "strategies": [{"sync": null, "rounds": 1, "swapinNs": {"count": 0}}]}"""
    )]
    [InlineData(
        """{"schema": "swapstress/run/1", "strategies": [{"sync": "../x", "swapinNs": {"count": 1, "p50": 0}}]}"""
    )]
    [InlineData(
        """{"schema": "swapstress/run/1", "options": 3, "host": [], "verdict": 5, "strategies": [{"zram": {"memUsedTotal": 1}}]}"""
    )]
    public void What_is_missing_is_left_out(string run)
    {
        _directory.With("odd/run.json", run);
        HtmlPage page = HtmlPage.Of(RecordedRuns.Read(_directory["odd"]));
        Assert.Equal("No verdict", page.Root.Descendants("h1").Single().Value);
    }

    public void Dispose() => _directory.Dispose();

    private RecordedRun Run(string name)
    {
        _directory.WithRun(name);
        return RecordedRuns.Read(_directory[name]);
    }

    private RecordedRun LargeRun()
    {
        RecordedRun run = Run("large");
        DateTime start = run.StartedUtc!.Value;
        return run with
        {
            Contenders =
            [
                .. Enumerable
                    .Range(0, 9)
                    .Select(i =>
                        run.Contenders[0] with
                        {
                            Label = $"s{i}",
                            LossByRound =
                            [
                                .. Enumerable
                                    .Range(0, 10_000)
                                    .Select(r => new RecordedLoss(r, 1 + (r * 7919L % 1_000), 0)),
                            ],
                            Moments =
                            [
                                .. Enumerable
                                    .Range(0, 10_000)
                                    .Select(r => new RecordedMoment(
                                        start.AddSeconds(r),
                                        1_000 + (r * 31 % 977),
                                        50_000 + (r * 31 % 9_770)
                                    )),
                            ],
                        }
                    ),
            ],
        };
    }
}
