using System.Globalization;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>
/// The program is killed (SIGKILL) at random moments. SWAPSTRESS_KILLS says how often, SWAPSTRESS_KILL_SEED with which
/// seed; the moments follow from it, where the program is by then does not.
/// </summary>
public sealed class KillTests(ITestOutputHelper log)
{
    private const int KillsDefault = 8;

    /// <summary>Of a hundred kills, so many are of a run that is there already, resumed.</summary>
    private const int ResumedPercent = 80;

    /// <summary>Rounds of the first run before it is killed: every file is full, and rounds were dropped.</summary>
    private const int RoundsAtFirst = 250;

    /// <summary>Of a hundred kills, so many may come before the first round.</summary>
    private const int EarlyPercent = 25;
    private const int KillMsMax = 1_500;
    private static readonly TimeSpan LimitOfOne = TimeSpan.FromMinutes(1);

    private static readonly string[] Tiny =
    [
        "--region",
        "64K",
        "--threads",
        "8",
        "--read-delay",
        "0",
        "--content",
        "zero",
        "--rounds-file-size",
        "64K",
        "--no-progress",
    ];

    [Fact]
    public async Task Every_round_that_was_told_is_there_and_the_run_goes_on()
    {
        int kills = Number("SWAPSTRESS_KILLS") ?? KillsDefault;
        int seed = Number("SWAPSTRESS_KILL_SEED") ?? Random.Shared.Next();
        log.WriteLine($"SWAPSTRESS_KILLS={kills} SWAPSTRESS_KILL_SEED={seed}");
        var random = new Random(seed);
        using var directory = new TestDirectory();
        var runs = new List<KilledRun> { new(directory["run-0"]) };
        await runs[0].FillAsync(Tiny, RoundsAtFirst);
        for (int kill = 0; kill < kills; kill++)
        {
            bool isNew = random.Next(100) >= ResumedPercent;
            int index = isNew ? runs.Count : random.Next(runs.Count);
            if (isNew)
                runs.Add(new KilledRun(directory[$"run-{index}"]));
            bool early = random.Next(100) < EarlyPercent;
            var after = TimeSpan.FromMilliseconds(random.Next(KillMsMax));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(LimitOfOne);
            await runs[index].KillAsync(Tiny, early, after, limit.Token);
            string state = await runs[index].CheckAsync();
            log.WriteLine(
                $"kill {kill}: run {index}, {(early ? "start" : "first round")} + {after.TotalMilliseconds} ms: {state}"
            );
        }
        foreach (KilledRun run in runs.Where(run => run.CanResume))
            log.WriteLine($"finished: {await run.FinishAsync()}");
        Assert.InRange(runs.Sum(run => run.Told), 1, int.MaxValue);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
