using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;
using SwapStress.Stress.Display.Live;
using SwapStress.Stress.Run;

namespace SwapStress.Stress.Tests.Display.Live;

public sealed class LiveViewTests
{
    [Fact]
    public void Lines_go_above_the_view_and_nothing_of_it_is_left()
    {
        StressOptions options = Resolved.FromLine("--sync all --rounds 0");
        using var screen = new Screen(80, 24);
        using (var view = new LiveView(options, screen.Open()))
        {
            view.WriteAbove(() => screen.WriteLine("first"));
            for (int second = 1; second <= 5; second++)
            {
                view.Show(Now(options, second));
                view.WriteAbove(() => screen.WriteLine($"line {second}"));
            }
            string[] shown = screen.Text.Split('\n');
            Assert.Equal(["first", "line 1", "line 2", "line 3", "line 4", "line 5"], shown[..6]);
            Assert.StartsWith("round 3, none (no fix) 45 %", shown[6]);
            Assert.Equal(6 + 4 + options.Strategies.Count, shown.Length);
        }
        Assert.Equal("first\nline 1\nline 2\nline 3\nline 4\nline 5", screen.Text);
        Assert.Empty(screen.Wrapped);
    }

    [Fact]
    public void A_low_terminal_shows_the_first_lines()
    {
        StressOptions options = Resolved.FromLine("--sync all --rounds 0");
        using var screen = new Screen(80, 6);
        using (var view = new LiveView(options, screen.Open()))
        {
            for (int second = 1; second <= 3; second++)
                view.Show(Now(options, second));
            Assert.Equal(5, screen.Text.Split('\n').Length);
        }
        Assert.Equal("", screen.Text);
    }

    [Fact]
    public void A_closed_view_shows_nothing_more()
    {
        StressOptions options = Resolved.FromLine("--fix on");
        using var screen = new Screen(80, 24);
        var view = new LiveView(options, screen.Open());
        view.Show(Now(options, 1));
        view.Dispose();
        view.Show(Now(options, 2));
        view.WriteAbove(() => screen.WriteLine("after"));
        Assert.Equal("after", screen.Text);
    }

    [Fact]
    public void What_is_no_terminal_is_not_opened()
    {
        using var errors = new StringWriter();
        Assert.Null(LiveTerminal.TryOpen(errors));
    }

    [Fact]
    public void Where_there_is_no_terminal_an_interval_is_one_plain_line()
    {
        StressOptions options = Resolved.FromLine("--fix on --rounds 0");
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var narrator = new Narrator(options, "zram", output, errors, view: null);
        RunProgress now = Progress.Of(options, left: null, Progress.Of(options.Strategies[0], 20, lost: 7));
        narrator.Progressed(now);
        narrator.IntervalEnded(now, now);
        Assert.Equal("", output.ToString());
        Assert.Equal(
            "01:20: 2 rounds, 2,000,000 updates, 7 lost; swap-ins 12/s, p50 15990.8, p99 30670.8 us; 300 MiB, 200 handles, "
                + $"300 threads; until stopped{Environment.NewLine}",
            errors.ToString()
        );
    }

    private static RunProgress Now(StressOptions options, int second) =>
        Progress.Of(
            options,
            left: null,
            [.. options.Strategies.Select(strategy => Progress.Of(strategy, second, lost: 3))]
        );
}
