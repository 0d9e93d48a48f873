using System.Globalization;
using System.Text.Json;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>The whole program on the real model: what it promises, on a region that is small enough for seconds.</summary>
public sealed class AcceptanceTests
{
    // The reproducer's window, a slow read, and far more workers than processors. Where the swapper gets going, the race
    // is hit hundreds of times a round; in a first round, on code that is not compiled well yet, it may not.
    private const string Small = "--threads 128 --region 2M --read-delay 1ms --strict --no-progress";

    [Fact]
    public async Task Without_the_fix_the_race_is_hit()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(directory, $"{Small} --fix off --device brd --rounds 3");
        Assert.Equal(1, session.Code);
        Assert.Empty(session.Errors);
        using JsonDocument document = Read(directory);
        JsonElement run = document.RootElement;
        RunContract.Check(run);
        Assert.StartsWith("lost: ", run.GetProperty("verdict").GetString());
        Assert.Equal(1, run.GetProperty("exitCode").GetInt32());
        JsonElement none = Assert.Single(run.GetProperty("strategies").EnumerateArray());
        Assert.InRange(none.GetProperty("lostUpdates").GetInt64(), 1, long.MaxValue);
        Assert.InRange(none.GetProperty("staleInstalls").GetInt64(), 1, long.MaxValue);
        // On brd a late reader mostly gets an old value of its own page. Another page's needs the slot to have been that
        // page's in between: rare, but no mistake.
        Assert.InRange(none.GetProperty("misloads").GetInt64(), 0, 3);
        Assert.Equal(3L * 128 * 512, none.GetProperty("updates").GetInt64());
        CheckRounds(directory, none, 3);
        CheckPercentiles(directory, none);
        // With a read delay the flight recorder is on; the first loss is drawn, and up to three are kept.
        Assert.True(run.GetProperty("options").GetProperty("flightRecorder").GetBoolean());
        Assert.Single(session.Output.Split('\n'), line => line.Contains("<== ", StringComparison.Ordinal));
        string[] drawn = File.ReadAllLines(directory["out/interleavings.txt"]);
        Assert.InRange(drawn.Count(line => line.Contains("<== ", StringComparison.Ordinal)), 1, 3);
        Assert.Contains(drawn, line => line.Contains("try_to_unmap(", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_flight_recorder_nothing_is_drawn()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(directory, $"{Small} --fix off --device brd --rounds 3 --flight-recorder off");
        Assert.Equal(1, session.Code);
        Assert.DoesNotContain("<== ", session.Output);
        Assert.False(Path.Exists(directory["out/interleavings.txt"]));
    }

    [Fact]
    public async Task With_the_fix_nothing_is_lost()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(directory, $"{Small} --fix on --device brd --rounds 2");
        Assert.Equal(0, session.Code);
        using JsonDocument document = Read(directory);
        RunContract.Check(document.RootElement);
        JsonElement fix = Assert.Single(document.RootElement.GetProperty("strategies").EnumerateArray());
        Assert.Equal("prepare-tick", fix.GetProperty("sync").GetString());
        CheckSound(fix);
        CheckRounds(directory, fix, 2);
        CheckPercentiles(directory, fix);
    }

    [Fact]
    public async Task A_comparison_on_zram_shows_both()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(directory, $"{Small} --fix both --rounds 3");
        Assert.Equal(0, session.Code);
        using JsonDocument document = Read(directory);
        RunContract.Check(document.RootElement);
        Assert.StartsWith("fixed: none (no fix) lost ", document.RootElement.GetProperty("verdict").GetString());
        JsonElement[] strategies = [.. document.RootElement.GetProperty("strategies").EnumerateArray()];
        Assert.Equal(["none", "prepare-tick"], strategies.Select(s => s.GetProperty("sync").GetString()));
        Assert.InRange(strategies[0].GetProperty("lostUpdates").GetInt64(), 1, long.MaxValue);
        CheckSound(strategies[1]);
        foreach (JsonElement strategy in strategies)
        {
            Assert.InRange(strategy.GetProperty("zram").GetProperty("memUsedMax").GetInt64(), 4096, 4L << 20);
            CheckRounds(directory, strategy, 3);
            CheckPercentiles(directory, strategy);
        }
        Assert.Equal(6, File.ReadLines(directory["out/rounds.jsonl"]).Count());
    }

    [Fact]
    public async Task A_race_is_shown_by_what_it_sets()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(directory, "--race swapcache-skip --rounds 3 --strict --no-progress");
        Assert.Equal(0, session.Code);
        using JsonDocument document = Read(directory);
        RunContract.Check(document.RootElement);
        Assert.StartsWith("fixed: none (fix off) lost ", document.RootElement.GetProperty("verdict").GetString());
        JsonElement[] strategies = [.. document.RootElement.GetProperty("strategies").EnumerateArray()];
        Assert.Equal(["off", "on"], strategies.Select(s => s.GetProperty("fix").GetString()));
        Assert.InRange(strategies[0].GetProperty("lostUpdates").GetInt64(), 1, long.MaxValue);
        CheckSound(strategies[1]);
    }

    // The step delay lets the swapper in: workers that fault nothing are done in a millisecond.
    [Theory]
    [InlineData("lz4", "prepare-tick")]
    [InlineData("zstd", "prepare-tick")]
    [InlineData("lz4", "cached")]
    public async Task A_sound_strategy_without_a_delay_loses_nothing(string compressor, string sync)
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(
            directory,
            $"--sync {sync} --compressor {compressor} --read-delay 0 --step-delay 100us --threads 32 --region 2M --rounds 3 --no-progress"
        );
        Assert.Equal(0, session.Code);
        using JsonDocument document = Read(directory);
        RunContract.Check(document.RootElement);
        Assert.Equal(0, document.RootElement.GetProperty("options").GetProperty("readDelayNs").GetInt64());
        CheckSound(Assert.Single(document.RootElement.GetProperty("strategies").EnumerateArray()));
    }

    private static Task<Session> RunAsync(TestDirectory directory, string arguments) =>
        Session.RunAsync(new PagingModel(), [.. arguments.Split(' '), "--out", directory["out"]]);

    private static JsonDocument Read(TestDirectory directory) =>
        JsonDocument.Parse(File.ReadAllText(directory["out/run.json"]));

    private static void CheckSound(JsonElement strategy)
    {
        foreach (string name in (string[])["lostUpdates", "misloads", "staleInstalls"])
            Assert.Equal(0, strategy.GetProperty(name).GetInt64());
        Assert.InRange(strategy.GetProperty("majorFaults").GetInt64(), 1, long.MaxValue);
        Assert.InRange(strategy.GetProperty("swapOuts").GetInt64(), 1, long.MaxValue);
    }

    /// <summary>One line a round; together they are the strategy; the oracle foretold what the counters miss.</summary>
    private static void CheckRounds(TestDirectory directory, JsonElement strategy, int rounds)
    {
        string sync = strategy.GetProperty("sync").GetString()!;
        JsonElement[] lines =
        [
            .. File.ReadLines(directory["out/rounds.jsonl"])
                .Select(line => JsonElement.Parse(line))
                .Where(line => line.GetProperty("sync").GetString() == sync),
        ];
        Assert.Equal(Enumerable.Range(0, rounds), lines.Select(line => line.GetProperty("round").GetInt32()));
        foreach (
            string name in (string[])
                ["updates", "lostUpdates", "misloads", "readFailures", "staleInstalls", "majorFaults"]
        )
        {
            Assert.Equal(strategy.GetProperty(name).GetInt64(), lines.Sum(line => line.GetProperty(name).GetInt64()));
        }
        Assert.Equal(
            strategy.GetProperty("cpuSeconds").GetDouble(),
            lines.Sum(line => line.GetProperty("cpuSeconds").GetDouble()),
            precision: 4
        );
        Assert.Equal(
            strategy.GetProperty("phasesNs").GetProperty("wait").GetProperty("count").GetInt64(),
            lines.Sum(line => line.GetProperty("waits").GetInt64())
        );
        foreach (string cause in (string[])["staleInstall", "onlyCopyDropped", "staleWriteback", "overrun"])
        {
            Assert.Equal(
                strategy.GetProperty("events").GetProperty(cause).GetInt64(),
                lines.Sum(line => line.GetProperty("events").GetProperty(cause).GetInt64())
            );
        }
        foreach (JsonElement page in lines.SelectMany(line => line.GetProperty("pages").EnumerateArray()))
        {
            Assert.Equal(
                page.GetProperty("expected").GetInt64() - page.GetProperty("got").GetInt64(),
                page.GetProperty("foretold").GetInt64()
            );
            Assert.InRange(
                page.GetProperty("causes").EnumerateObject().Sum(cause => cause.Value.GetInt64()),
                1,
                long.MaxValue
            );
        }
    }

    /// <summary>The percentile file counts the swap-ins that run.json counts.</summary>
    private static void CheckPercentiles(TestDirectory directory, JsonElement strategy)
    {
        string[] lines = File.ReadAllLines(directory[$"out/swapin-{strategy.GetProperty("sync").GetString()}.hgrm"]);
        Assert.Equal(["Value", "Percentile", "TotalCount", "1/(1-Percentile)"], lines[0].Split(' ', Trimmed));
        string total = lines.Single(line => line.Contains("Total count", StringComparison.Ordinal));
        Assert.Equal(
            strategy.GetProperty("swapinNs").GetProperty("count").GetInt64(),
            long.Parse(total[(total.LastIndexOf('=') + 1)..].TrimEnd(']'), CultureInfo.InvariantCulture)
        );
    }

    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
}
