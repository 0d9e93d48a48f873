using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>Failures on purpose in runs of the whole program.</summary>
public sealed class FaultInjectionTests
{
    [Fact]
    public async Task Failures_on_purpose_are_counted_told_and_no_loss()
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunAsync(
            new PagingModel(),
            [
                .. "--threads 16 --region 1M --rounds 3 --read-delay 100us --sync prepare-tick,swap-cache,cached".Split(
                    ' '
                ),
                .. "--fail-read 3 --fail-write 2 --fail-full 1 --slow-read 1 --slow-read-delay 100us".Split(' '),
                "--out",
                directory["out"],
            ]
        );
        Assert.Equal(0, session.Code);
        Assert.Empty(session.Errors);
        Assert.Contains(
            ", on purpose 3 % of reads fail, 2 % of writes fail, 1 % of writes find it full, 1 % of reads take 100us longer",
            session.Output
        );
        Assert.Matches("Bus errors? on .*, on purpose; nothing is lost.", session.Output);
        Assert.Contains("| injected read errors ", session.Output);
        Assert.Contains("| pages with SIGBUS ", session.Output);
        JsonElement run = JsonDocument.Parse(File.ReadAllText(directory["out/run.json"])).RootElement;
        RunContract.Check(run);
        Assert.Equal(3, run.GetProperty("options").GetProperty("failReadPercent").GetDouble());
        Assert.Equal(100_000, run.GetProperty("options").GetProperty("slowReadDelayNs").GetInt64());
        foreach (JsonElement strategy in run.GetProperty("strategies").EnumerateArray())
        {
            JsonElement injected = strategy.GetProperty("injected");
            Assert.InRange(injected.GetProperty("readErrors").GetInt64(), 1, long.MaxValue);
            Assert.InRange(injected.GetProperty("writeErrors").GetInt64(), 1, long.MaxValue);
            Assert.InRange(injected.GetProperty("unreadablePages").GetInt64(), 1, long.MaxValue);
            Assert.Equal(0, strategy.GetProperty("readFailures").GetInt64());
            Assert.Equal(0, strategy.GetProperty("lostUpdates").GetInt64());
            Assert.InRange(strategy.GetProperty("updates").GetInt64(), 1, (3 * 16 * 256) - 1);
        }
    }

    [Fact]
    public async Task A_device_that_can_never_be_read_fails_accesses_and_not_the_run()
    {
        using var directory = new TestDirectory();
        Session session = await Session.RunAsync(
            new PagingModel(),
            [
                .. "--threads 8 --region 256K --rounds 2 --read-delay 0 --fix on --fail-read 100 --watchdog 20s --out".Split(
                    ' '
                ),
                directory["out"],
            ]
        );
        // What was never read shows nothing.
        Assert.Equal(ExitCode.Inconclusive, session.Code);
        Assert.Contains("Verdict: inconclusive: prepare-tick lost 0 updates in 0 rounds that count", session.Output);
    }
}
