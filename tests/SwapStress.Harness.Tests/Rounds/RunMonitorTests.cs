using System.Text.Json;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Primitives.Latency;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Rounds;

public sealed class RunMonitorTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_end_is_told_by_duration_or_by_rounds_whichever_comes_first()
    {
        StressOptions options = RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick) with { Rounds = 0 };
        Assert.Null(RunClock.Left(options, Minute, 0, roundsDone: 5));
        StressOptions timed = options with { DurationNs = 600_000_000_000 };
        Assert.Equal(9 * Minute, RunClock.Left(timed, Minute, 0, roundsDone: 5));
        Assert.Equal(TimeSpan.Zero, RunClock.Left(timed, 11 * Minute, 0, roundsDone: 5));
        // 5 of 20 rounds a minute: 3 minutes for the others.
        Assert.Equal(3 * Minute, RunClock.Left(options with { Rounds = 10 }, Minute, 0, roundsDone: 5));
        Assert.Equal(3 * Minute, RunClock.Left(timed with { Rounds = 10 }, Minute, 0, roundsDone: 5));
        Assert.Equal(9 * Minute, RunClock.Left(timed with { Rounds = 1000 }, Minute, 0, roundsDone: 5));
        Assert.Null(RunClock.Left(options with { Rounds = 10 }, Minute, 0, roundsDone: 0));
        // 10 rounds were done before this part began.
        Assert.Equal(Minute, RunClock.Left(options with { Rounds = 10 }, Minute, earlierRounds: 10, roundsDone: 5));
    }

    [Fact]
    public void The_intervals_of_a_run_add_up_to_it()
    {
        var fixture = new RunFixture();
        StressOptions options = RunFixture.Options(FakeRegions.None, FakeRegions.PrepareTick);
        var losing = new FakeRegion(RunFixture.PageCount, new ForcedLoss(1, 7, 3));
        RunResult run = fixture.Run(options, ("none", losing), ("prepare-tick", new FakeRegion(RunFixture.PageCount)));
        for (int i = 0; i < 2; i++)
        {
            StrategyResult result = run.Strategies[i];
            StrategyProgress[] intervals = [.. fixture.Intervals.Select(interval => interval.Strategies[i])];
            Assert.Equal(result.Rounds, intervals.Sum(interval => interval.Rounds));
            Assert.Equal(result.Updates, intervals.Sum(interval => interval.Updates));
            Assert.Equal(result.LostUpdates, intervals.Sum(interval => interval.LostUpdates));
            Assert.Equal(
                (result.Statistics.MajorFaults, result.Statistics.Refaults, result.Statistics.SwapOuts),
                (
                    intervals.Sum(interval => interval.Statistics.MajorFaults),
                    intervals.Sum(interval => interval.Statistics.Refaults),
                    intervals.Sum(interval => interval.Statistics.SwapOuts)
                )
            );
            Assert.Equal(result.Statistics.SwapIn.Total.Count, intervals.Sum(interval => interval.SwapIn.Count));
            Assert.Equal(result.Elapsed.Ticks, intervals.Sum(interval => interval.Worked.Ticks));
            Assert.Equal(result.Statistics.Events?.Total, intervals.Sum(interval => interval.Statistics.Events?.Total));
        }
        ProcessSample process = fixture.Intervals[^1].Process;
        Assert.True(
            process is { WorkingSetBytes: > 0, ManagedHeapBytes: > 0, Handles: > 0, Threads: > 5 },
            $"{process}"
        );
    }

    [Fact]
    public void An_interval_is_a_line_of_a_file()
    {
        using var directory = new TestDirectory();
        StressOptions options = RunFixture.Options(FakeRegions.None) with { Out = directory.Path };
        var latency = new LatencyHistogram();
        latency.Record(0, 1_000);
        var strategy = new StrategyProgress(FakeRegions.None, 2, 300, 1)
        {
            Statistics = RegionStatistics.Zero with
            {
                MajorFaults = 40,
                SwapIn = SwapInLatency.Empty with { Total = latency.Snapshot() },
            },
        };
        var interval = new RunProgress(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            TimeSpan.FromSeconds(30),
            Round: 2,
            Current: null,
            RoundFraction: 0,
            Left: null,
            [strategy],
            new ProcessSample(1 << 20, 1 << 10, 33, 44)
        );
        using (var recorder = ResultsRecorder.Open(options, Assert.Fail))
        {
            recorder.Record(interval);
            recorder.Record(interval);
        }
        string[] lines = File.ReadAllLines(Path.Combine(directory.Path, "intervals.jsonl"));
        Assert.Equal(2, lines.Length);
        JsonElement line = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("2026-01-02T03:04:05Z", line.GetProperty("endedUtc").GetString());
        Assert.Equal(30, line.GetProperty("seconds").GetDouble());
        Assert.Equal(1 << 20, line.GetProperty("workingSetBytes").GetInt64());
        Assert.Equal((33, 44), (line.GetProperty("handles").GetInt32(), line.GetProperty("threads").GetInt32()));
        JsonElement of = line.GetProperty("strategies")[0];
        Assert.Equal("none", of.GetProperty("sync").GetString());
        Assert.Equal((300, 1), (of.GetProperty("updates").GetInt64(), of.GetProperty("lostUpdates").GetInt64()));
        Assert.Equal(1, of.GetProperty("swapinNs").GetProperty("count").GetInt64());
    }
}
