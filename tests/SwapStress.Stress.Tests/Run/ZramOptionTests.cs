using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>Limit, recompression and writeback in runs of the whole program.</summary>
public sealed class ZramOptionTests
{
    private const string Small = "--threads 32 --region 2M --rounds 2 --read-delay 100us --strict --no-progress";

    [Fact]
    public async Task Recompression_and_writeback_lose_nothing_and_are_counted()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(
            directory,
            $"{Small} --sync prepare-tick,swap-cache --recompress zstd:9 --idle-interval 1ms --backing-file "
                + directory["bd"]
        );
        Assert.Equal(0, session.Code);
        Assert.Empty(session.Errors);
        Assert.Contains("pages idle for 1ms compressed again with zstd:9 (", session.Output);
        Assert.Contains($"written back to {directory["bd"]}", session.Output);
        Assert.Contains("| recompressed ", session.Output);
        JsonElement run = Read(directory);
        RunContract.Check(run);
        JsonElement options = run.GetProperty("options");
        Assert.Equal("zstd:9", options.GetProperty("recompress").GetString());
        Assert.Equal(directory["bd"], options.GetProperty("backingFile").GetString());
        Assert.Equal(1_000_000, options.GetProperty("idleIntervalNs").GetInt64());
        Assert.Equal(0, options.GetProperty("memLimitBytes").GetInt64());
        foreach (JsonElement strategy in run.GetProperty("strategies").EnumerateArray())
        {
            JsonElement recompression = strategy.GetProperty("recompression");
            Assert.InRange(recompression.GetProperty("pages").GetInt64(), 1, long.MaxValue);
            Assert.InRange(recompression.GetProperty("bytesSaved").GetInt64(), 1, long.MaxValue);
            JsonElement backing = strategy.GetProperty("bdStat");
            Assert.InRange(backing.GetProperty("bdWrites").GetInt64(), 1, long.MaxValue);
            Assert.InRange(backing.GetProperty("bdReads").GetInt64(), 1, long.MaxValue);
            Assert.Equal(0, strategy.GetProperty("lostUpdates").GetInt64());
        }
        // Each device has a file of its own, of which only the header is left.
        Assert.Equal(4096, new FileInfo(directory["bd"]).Length);
        Assert.Equal(4096, new FileInfo(directory["bd.2"]).Length);
    }

    [Fact]
    public async Task Over_the_limit_pages_stay_resident_and_nothing_is_lost()
    {
        using var directory = new TestDirectory();
        Session session = await RunAsync(directory, $"{Small} --fix on --mem-limit 256K");
        // A page that stays resident races with nobody.
        Assert.Equal(ExitCode.Inconclusive, session.Code);
        Assert.Contains("zram, lz4", session.Output);
        Assert.Contains(", at most 256K, ", session.Output);
        Assert.Contains("| failed writes ", session.Output);
        JsonElement run = Read(directory);
        RunContract.Check(run);
        Assert.Equal(262_144, run.GetProperty("options").GetProperty("memLimitBytes").GetInt64());
        Assert.Equal(JsonValueKind.Null, run.GetProperty("options").GetProperty("idleIntervalNs").ValueKind);
        JsonElement strategy = run.GetProperty("strategies")[0];
        Assert.InRange(strategy.GetProperty("failedWrites").GetInt64(), 1, long.MaxValue);
        Assert.Equal(0, strategy.GetProperty("lostUpdates").GetInt64());
        Assert.Equal(0, strategy.GetProperty("readFailures").GetInt64());
        Assert.Equal(2L * 32 * 512, strategy.GetProperty("updates").GetInt64());
        Assert.InRange(strategy.GetProperty("zram").GetProperty("memUsedTotal").GetInt64(), 0, 262_144);
        Assert.Equal(JsonValueKind.Null, strategy.GetProperty("recompression").ValueKind);
        Assert.Equal(JsonValueKind.Null, strategy.GetProperty("bdStat").ValueKind);
    }

    [Fact]
    public async Task A_file_that_is_somebody_elses_is_refused_before_anything_is_begun()
    {
        using var directory = new TestDirectory();
        // The second device's: the first could have its own.
        directory.With("bd.2", "a diary");
        Session session = await RunAsync(directory, $"{Small} --backing-file {directory["bd"]}");
        Assert.Equal(2, session.Code);
        Assert.Empty(session.Output);
        Assert.Equal(
            $"swapstress: --backing-file {directory["bd.2"]} has other contents, which would be overwritten; name a new "
                + "file, or delete this one first. See 'swapstress --help'.",
            session.Errors.TrimEnd()
        );
        Assert.Equal("a diary", File.ReadAllText(directory["bd.2"]));
        Assert.False(Path.Exists(directory["out"]));
    }

    private static Task<Session> RunAsync(TestDirectory directory, string line) =>
        Session.RunAsync(new PagingModel(), [.. line.Split(' '), "--out", directory["out"]]);

    private static JsonElement Read(TestDirectory directory) =>
        JsonDocument.Parse(File.ReadAllText(directory["out/run.json"])).RootElement;
}
