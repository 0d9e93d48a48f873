using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

public sealed class WatchdogRunTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_run_that_hangs_ends_with_exit_code_5_and_its_state()
    {
        using var directory = new TestDirectory();
        using var never = new ManualResetEventSlim();
        CancellationToken timedOut = TestContext.Current.CancellationToken;
        int additions = 0;
        var model = new FakeModel
        {
            BeforeAdd = _ =>
            {
                if (Interlocked.Increment(ref additions) > 2_000)
                    never.Wait(timedOut);
            },
        };
        Session session = await Session.RunSmallAsync(model, directory, "--watchdog", "1s", "--read-delay", "0");
        Assert.Equal(5, session.Code);
        Assert.Contains("Nothing was done for 1s: the state is in watchdog.txt.", session.Output);
        Assert.Contains("Verdict: no progress, ", session.Output);
        string[] state = File.ReadAllLines(directory["out/watchdog.txt"]);
        Assert.StartsWith("No progress for 1s, at ", state[0]);
        Assert.Contains(state, line => line.StartsWith("Round 0 of prepare-tick", StringComparison.Ordinal));
        JsonElement run = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"])).RootElement;
        Assert.Equal(5, run.GetProperty("exitCode").GetInt32());
        // What came before is there.
        Assert.Equal(1, run.GetProperty("strategies")[0].GetProperty("rounds").GetInt32());
        Assert.Single(File.ReadAllLines(directory["out/rounds.jsonl"]));
        never.Set();
    }

    [Fact]
    public async Task A_slow_run_is_no_run_that_hangs()
    {
        using var directory = new TestDirectory();
        // One thread, and a standstill of 1.5 s at each of 2 pages.
        Session session = await Session.RunAsync(
            new FakeModel(),
            "--threads",
            "1",
            "--region",
            "8K",
            "--rounds",
            "1",
            "--fix",
            "on",
            "--read-delay",
            "0",
            "--step-delay",
            "1500ms",
            "--watchdog",
            "3s",
            "--out",
            directory["out"]
        );
        Assert.NotEqual(ExitCode.NoProgress, session.Code);
        Assert.Contains("Round 0 ", session.Output);
    }
}
