using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Display.Live;

/// <summary>Whole runs on a terminal that shows both what is said and the live view.</summary>
public sealed class LiveRunTests
{
    private const string Small = "--threads 6 --region 1M --rounds 2 --content zero --read-delay 0 --seed 1";

    [Theory]
    [InlineData("--fix both")]
    [InlineData("--fix both --no-progress")]
    public async Task A_run_leaves_what_it_said_and_nothing_of_the_view(string more)
    {
        using var directory = new TestDirectory();
        using var screen = new Screen(80, 24);
        int code = await RunAsync(new FakeModel(lostByNone: 3), screen, directory, more);
        Assert.Equal(0, code);
        Assert.Equal(!more.Contains("--no-progress", StringComparison.Ordinal), screen.Redraws > 0);
        Assert.Contains("\n[none] Round 0 Failed, 3 data loss, 0 misload, explained by 3 stale installs", screen.Text);
        AssertNothingLeft(screen);
    }

    [Fact]
    public async Task So_does_a_run_that_fails()
    {
        using var directory = new TestDirectory();
        using var screen = new Screen(80, 24);
        var model = new FakeModel { BeforeAdd = _ => throw new InvalidOperationException("on purpose") };
        int code = await RunAsync(model, screen, directory, "--fix on");
        Assert.Equal(70, code);
        Assert.EndsWith("\nswapstress: internal error: InvalidOperationException: on purpose", screen.Text);
        AssertNothingLeft(screen);
    }

    [Fact(Timeout = 60_000)]
    public async Task So_does_a_run_that_hangs()
    {
        using var directory = new TestDirectory();
        using var screen = new Screen(80, 24);
        using var never = new ManualResetEventSlim();
        CancellationToken timedOut = TestContext.Current.CancellationToken;
        var model = new FakeModel { BeforeAdd = _ => never.Wait(timedOut) };
        int code = await RunAsync(model, screen, directory, "--fix on --watchdog 2s");
        Assert.Equal(5, code);
        Assert.True(screen.Redraws > 1, $"{screen.Redraws} redraws in 2 s");
        Assert.Contains("\nNothing was done for 2s: the state is in watchdog.txt.", screen.Text);
        AssertNothingLeft(screen);
        never.Set();
    }

    private static Task<int> RunAsync(FakeModel model, Screen screen, TestDirectory directory, string more)
    {
        var program = new SwapStressProgram(model, screen, screen) { OpenTerminal = _ => screen.Open() };
        return program.RunAsync([.. Small.Split(' '), "--out", directory["out"], .. more.Split(' ')]);
    }

    private static void AssertNothingLeft(Screen screen)
    {
        Assert.DoesNotContain("working set", screen.Text);
        Assert.DoesNotContain("at work", screen.Text);
        Assert.DoesNotContain("of each strategy's rounds", screen.Text);
    }
}
