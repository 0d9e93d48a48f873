using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Stress.Display;
using SwapStress.Stress.Display.Live;

namespace SwapStress.Stress.Tests.Display.Live;

public sealed class LiveFrameTests
{
    [Fact]
    public void What_nobody_counts_of_a_kernel_is_a_dash()
    {
        StrategyProgress kernel = new(StrategyInfo.Kernel, 1, 100, 0) { Worked = TimeSpan.FromSeconds(1) };
        var row = new LiveRow(kernel, kernel, IsCurrent: true);
        Dictionary<string, string> said = LiveColumn
            .Fit([row], width: 1_000)
            .ToDictionary(column => column.Header, column => column.Value(row), StringComparer.Ordinal);
        Assert.Equal(("100", "0"), (said["updates"], said["lost"]));
        Assert.All(
            ["events", "ratio", "store, MiB", "p50, us", "max so far"],
            header => Assert.Equal("-", said[header])
        );
    }

    [Fact]
    public void A_comparison_at_80_columns()
    {
        StressOptions options = Resolved.FromLine("--fix both --rounds 10");
        string[] lines = Render(
            options,
            80,
            TimeSpan.FromSeconds(240),
            Progress.Of(options.Strategies[0], 40, perSecond: 180_123, lost: 4_899),
            Progress.Of(options.Strategies[1], 0, swapIns: 0)
        );
        Assert.Equal(
            [
                "round 3 (10 in all), none (no fix) 45 %   256 workers, 128 at work",
                "━━━━━━━━━────────────────────────────   01:20, 04:00 left   working set 300 MiB",
                "  strategy      rounds  updates/s  swap-ins/s   lost  p50, us  p99, us  ratio",
                "> none               4    180,123          25  4,899   15,991   30,671   1.50",
                "  prepare-tick       0          -           -      0        -        -   1.50",
                "/s, us: the last 10 s of each strategy's rounds",
            ],
            lines
        );
    }

    [Fact]
    public void A_comparison_at_200_columns()
    {
        StressOptions options = Resolved.FromLine("--fix on --rounds 0");
        string[] lines = Render(
            options,
            200,
            left: null,
            Progress.Of(options.Strategies[0], 40_000, perSecond: 2_180_123, lost: 4)
        );
        Assert.Equal(
            [
                "round 3, prepare-tick 45 %   256 workers, 128 at work",
                "01:20, until stopped   working set 300 MiB",
                "  strategy      rounds  updates  updates/s  swap-ins/s  lost  events  p50, us  p99, us  p99.9, us  p50 so far  p99 so far  max so far  ratio  store, MiB",
                "> prepare-tick   4,000    87.2G  2,180,123           0     4       2   15,991   30,671     30,970      15,991      30,671      30,970   1.50          20",
                "/s, us: the last 10 s of each strategy's rounds",
            ],
            lines
        );
    }

    [Theory]
    [InlineData("--sync all --rounds 0")]
    [InlineData("--sync all --rounds 100000000 --threads 60000")]
    [InlineData("--race swapcache-skip --duration 8h")]
    [InlineData("--fix on")]
    public void No_line_is_longer_than_the_terminal_and_none_is_wrapped(string line)
    {
        StressOptions options = Resolved.FromLine(line);
        StrategyProgress[] strategies =
        [
            .. options.Strategies.Select(
                (strategy, i) =>
                    Progress.Of(strategy, Math.Pow(30, i), perSecond: 1_234_567, lost: (long)Math.Pow(9, i))
            ),
        ];
        for (int width = 20; width <= 250; width++)
        {
            string[] lines = Render(options, width, TimeSpan.FromHours(7), strategies);
            Assert.Equal(strategies.Length + 4, lines.Length);
            Assert.All(lines, text => Assert.InRange(text.Length, 1, width - 1));
            if (width < 60)
                continue;
            // What is not left out is whole.
            Assert.Contains("lost", lines[2].Split(' '));
            for (int i = 0; i < strategies.Length; i++)
                Assert.Contains($" {strategies[i].Strategy.Key} ", lines[3 + i]);
        }
    }

    [Fact]
    public void At_80_columns_there_is_all_that_one_watches_for()
    {
        StressOptions options = Resolved.FromLine("--sync all --rounds 0");
        StrategyProgress[] strategies =
        [
            .. options.Strategies.Select(strategy => Progress.Of(strategy, 10_000, 9_999_999, lost: 99_999)),
        ];
        string header = Render(options, 80, left: null, strategies)[2];
        Assert.Equal(
            ["strategy", "updates/s", "swap-ins/s", "lost", "p50,", "us", "p99,", "us", "ratio"],
            header.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Theory]
    [InlineData("--rounds 0", null, "until stopped")]
    [InlineData("--rounds 5", null, "time left not known yet")]
    [InlineData("--rounds 0 --duration 8h", 3_723, "1:02:03 left")]
    public void The_end_is_told_as_far_as_it_is_known(string line, int? leftSeconds, string text)
    {
        TimeSpan? left = leftSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        Assert.Equal(text, ProgressText.DescribeLeft(left, Resolved.FromLine(line)));
    }

    private static string[] Render(
        StressOptions options,
        int width,
        TimeSpan? left,
        params StrategyProgress[] strategies
    )
    {
        using var text = new StringWriter();
        var terminal = new LiveTerminal(
            text,
            () => (width, 50),
            Spectre.Console.ColorSystemSupport.NoColors,
            isUnicode: true
        );
        using (var view = new LiveView(options, terminal))
            view.Show(Progress.Of(options, left, strategies));
        string first = text.ToString().Split("\e[J")[0];
        // Bold and faint are no colours: a terminal without colours has them.
        string plain = System.Text.RegularExpressions.Regex.Replace(
            first,
            "\e\\[[0-9;]*[mK]|\r",
            "",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        return plain.TrimEnd('\n').Split('\n');
    }
}
