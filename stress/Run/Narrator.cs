using System.Diagnostics;
using SwapStress.Harness;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Losses;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Harness.Workers;
using SwapStress.Store;
using SwapStress.Stress.Display;
using SwapStress.Stress.Display.Live;
using SwapStress.Stress.Explore;

namespace SwapStress.Stress.Run;

/// <summary>Tells people what happens, in the words of the original reproducer.</summary>
/// <param name="deviceText">The device and its codec in a few words.</param>
/// <param name="view">Shows how the run gets on; null for a line on <paramref name="errors"/> now and then.</param>
internal sealed class Narrator(
    StressOptions options,
    string deviceText,
    TextWriter output,
    TextWriter errors,
    LiveView? view
) : IRunObserver
{
    /// <summary>Pages named for each round and kind of error; the rest are counted.</summary>
    private const int PagesMax = 10;

    /// <summary>Each round is told step by step for so long; later only what is found, and how the run gets on.</summary>
    private static readonly TimeSpan ToldInFull = TimeSpan.FromMinutes(1);

    /// <summary>Rounds of a control whose losses are told page by page.</summary>
    private const int LossesToldMax = 3;

    private readonly Dictionary<string, int> _lossesTold = new(StringComparer.Ordinal);

    private readonly long _start = Stopwatch.GetTimestamp();
    private bool _isBrief;

    /// <summary>Strategies of which an interleaving was shown.</summary>
    private readonly HashSet<string> _explained = new(StringComparer.Ordinal);

    /// <summary>First losses whose operations are known, for a search when the rounds are done.</summary>
    private readonly List<(StrategyInfo Strategy, IReadOnlyList<string> Arguments)> _toExplore = [];

    /// <summary>Says what is about to be run.</summary>
    public void Introduce()
    {
        string names = string.Join(", ", options.Strategies.Select(strategy => strategy.Label));
        string rounds = options.Rounds switch
        {
            null => $"Rounds of {names} until there is an answer",
            0 => $"Rounds of {names} until stopped",
            1 => $"1 round of {names}",
            _ => $"{options.Rounds} rounds of {names}",
        };
        if (options.Race is { } race)
            Say($"{race}: {race.Lost}; fixed by {race.Fixed}");
        bool isModel = options.Backend == Backend.Model;
        Say(isModel ? $"{deviceText}, {DescribeDelay(options.ReadDelay)}" : deviceText);
        Say(
            $"{rounds}; content {options.Content}{(options.Work == WorkKind.Fill ? ", filling" : "")}, seed {options.Seed}{(isModel ? $"; {DescribeRecorder()}" : "")}"
        );
    }

    /// <summary>Says what is gone on with.</summary>
    public void IntroduceResumed(ResumableRun earlier)
    {
        string rounds = string.Join(
            ", ",
            options.Strategies.Select(strategy => $"{strategy.Label} {earlier.History.NextRound(strategy)}")
        );
        Say($"Resuming {earlier.DirectoryPath}; rounds so far: {rounds}");
    }

    /// <summary>Says what came of it.</summary>
    public void Conclude(RunResult run, string directory)
    {
        view?.Dispose();
        output.WriteLine();
        SummaryTable.Write(run.Strategies, output);
        foreach (StrategyResult result in run.Strategies)
            Say(Conclusions.Describe(result, options));
        if (run.Strategies.Any(result => result.Defects > 0))
            Say(
                "The program contradicts itself (see the lines above): that is a defect of this program, please report it."
            );
        if (!run.Interrupted && !run.Stalled)
            _toExplore.ForEach(loss => SayFinding(loss.Strategy, loss.Arguments));
        if (run.Stalled)
            Say(
                $"Nothing was done for {DurationText.Format(options.WatchdogNs)}: the state is in {ResultsRecorder.WatchdogFile}. The threads are left as they are."
            );
        Say($"Verdict: {run.Verdict.Text}");
        Say($"Results are in {directory}");
    }

    public void SayTrace(int windows) =>
        Say(
            windows == 0
                ? $"No loss was recorded: there is nothing to see in {options.TraceFile}"
                : $"{windows} {(windows == 1 ? "window is" : "windows are")} in {options.TraceFile}; open it at https://ui.perfetto.dev"
        );

    public void Spawning(ThreadBudget budget)
    {
        if (!budget.IsEnough)
            Say(
                budget.Describe(
                    options.Waves ? "the rest runs in waves"
                    : options.Strict ? null
                    : "--waves runs the rest in waves"
                )
            );
        Say($"Spawning {(options.Waves ? budget.Allowed : budget.Requested)} workers...");
    }

    public void Spawned(WorkerCrew crew)
    {
        if (crew.Count > 0 && crew.StartFailure is { } failure)
            Warn(
                $"the system refused a thread after {crew.Count}: {failure} "
                    + (options.Waves ? "The rest runs in waves." : "Going on with those.")
            );
    }

    public void Populating(StrategyInfo strategy, int pageCount)
    {
        if (!_isBrief && Stopwatch.GetElapsedTime(_start) > ToldInFull)
        {
            _isBrief = true;
            Say("From here on only rounds in which something is found are told; all are in rounds.jsonl.");
        }
        SayStep(strategy, $"Populating {SizeText.Format(options.RegionBytes)}B of memory region...");
    }

    public void WarmingUp(StrategyInfo strategy) => SayStep(strategy, "Warming up...");

    public void SwappingOut(StrategyInfo strategy) => SayStep(strategy, "Keep swapping out...");

    public void RoundStarting(StrategyInfo strategy, int round, int workers, AddPass pass, int pageCount) =>
        SayStep(strategy, $"Starting round {round}...");

    public void WaveStarting(StrategyInfo strategy, int wave, int waves, int workers) =>
        SayStep(
            strategy,
            $"{workers} workers spawned, wait for done...{(waves == 1 ? "" : $" (wave {wave + 1} of {waves})")}"
        );

    public void WorkersDone() { }

    public void RoundFinished(RoundResult round)
    {
        Verification verification = round.Verification;
        StrategyInfo strategy = round.Strategy;
        if (IsToldByPage(round))
        {
            SayPages(round, verification.Pages, DescribePage);
            SayPages(
                round,
                verification.Misloads,
                misload =>
                    $"Misload on 0x{misload.Offset:x}, expected {misload.Expected:x}, got {Describe(misload)}!"
                    + Explain(misload)
            );
            SayPages(
                round,
                verification.ReadFailures,
                failure => $"Bus error on 0x{failure.Offset:x}: slot {failure.Slot} cannot be read!" + Explain(failure)
            );
        }
        if (verification.InjectedFailures.Count > 0)
            SayStep(strategy, $"Round {round.Round}: {DescribeInjected(verification.InjectedFailures)}");
        SayPages(round, verification.Violations, violation => $"Inconsistent: {violation}");
        if (verification.HasDataLoss)
            Say(strategy, $"Round {round.Round} Failed, {DescribeLoss(verification)}!{DescribeStop(round)}");
        else if (verification.Defects > 0)
            Say(strategy, $"Round {round.Round} Failed, {verification.Defects} contradictions!");
        else
            SayStep(strategy, $"Round {round.Round} {DescribeStanding(round)}");
        if (verification.HasDataLoss && round.LossWindows.Count > 0 && _explained.Add(strategy.Name))
            SayInterleaving(round);
    }

    public void Progressed(RunProgress now) => view?.Show(now);

    public void IntervalEnded(RunProgress now, RunProgress interval)
    {
        if (view is null)
            errors.WriteLine(ProgressText.Describe(now, interval, options));
    }

    public void Warn(string message) => Write(errors, $"swapstress: {OneLine.Of(message)}");

    private static string DescribeDelay(ReadDelay delay) =>
        delay.Nanoseconds == 0
            ? "no read delay"
            : $"read delay {DurationText.Format(delay.Nanoseconds)} "
                + $"({(delay.Kind == DelayKind.Sleep ? "sleep" : "spin")}) after each read "
                + "(the reproducer's patched brd: 1ms, spin); --read-delay 0 for none";

    private string DescribeRecorder() =>
        (options.FlightRecorder, options.ReadDelay.Nanoseconds) switch
        {
            (true, _) => "flight recorder on",
            (false, 0) =>
                "flight recorder off, it slows swap-ins that have no delay; --flight-recorder on shows how a loss came about",
            _ => "flight recorder off",
        };

    private void SayInterleaving(RoundResult round)
    {
        int more = round.LossWindows.Count - 1;
        Say(
            round.Strategy,
            "How one of the first losses came about"
                + (more == 0 ? ":" : $" ({more} more in {ResultsRecorder.InterleavingsFile}):")
        );
        Say("");
        foreach (string line in InterleavingText.Draw(round.LossWindows[0]))
            Say(line);
        Say("");
        if (ExploreSuggestion.ArgumentsFor(options, round.Strategy, round.LossWindows[0]) is { } arguments)
        {
            Say("To search all interleavings of these operations:");
            Say(ExploreSuggestion.CommandOf(arguments));
            Say("");
            _toExplore.Add((round.Strategy, arguments));
        }
    }

    /// <summary>Searches the interleavings of a loss's operations, and says how to see the shortest that loses.</summary>
    private void SayFinding(StrategyInfo strategy, IReadOnlyList<string> arguments)
    {
        if (ExploreProcess.Search(arguments, Warn) is not { } found)
            return;
        Say(
            $"{strategy.Label}: the operations of its first loss, explored by themselves, lose after {found.Schedules} "
                + $"{(found.Schedules == 1 ? "schedule" : "schedules")} with {found.Preemptions} "
                + $"{(found.Preemptions == 1 ? "preemption" : "preemptions")} ({found.Outcome}). To see it:"
        );
        Say(ExploreSuggestion.CommandOf([.. arguments, "--replay", found.Replay]));
    }

    private static string DescribeStanding(RoundResult round) =>
        round.Standing switch
        {
            RoundStanding.Counted => "Good!",
            RoundStanding.Stopped => $"lost nothing.{DescribeStop(round)}",
            _ =>
                $"void: {round.PagesOutWhileWorking} page-outs and {round.Statistics[Counter.MajorFaults]} reads of a region of "
                    + $"{round.PageCount} pages, {round.Workers} at work; nothing is lost, and nothing shown.",
        };

    private static string DescribeStop(RoundResult round) =>
        round.Standing == RoundStanding.Stopped ? $" It was stopped after {round.Updates} updates." : "";

    /// <summary>That a control loses is expected: after some rounds each further one is a line.</summary>
    private bool IsToldByPage(RoundResult round)
    {
        if (!round.Strategy.IsControl || !round.Verification.HasDataLoss)
            return true;
        int told = _lossesTold.GetValueOrDefault(round.Strategy.Key);
        _lossesTold[round.Strategy.Key] = told + 1;
        return told < LossesToldMax;
    }

    private static string DescribePage(PageFinding page)
    {
        string counter = $"on 0x{page.Offset:x}, expected {page.Expected}, got {page.Got}";
        string text = page.Lost switch
        {
            > 0 => $"Error {counter}, {page.Lost} data loss!",
            < 0 => $"Error {counter}, {-page.Lost} too many!",
            _ => $"Disagreement {counter}, none lost!",
        };
        return page.IsDisagreement ? $"{text} The oracle foretold {page.Foretold}." : text + Explain(page);
    }

    /// <summary>Nothing for the usual finding, which has events of one kind.</summary>
    private static string Explain(IFinding finding) =>
        finding.Causes?.Kinds switch
        {
            null => "",
            0 => " The oracle recorded no event that explains it.",
            1 => "",
            _ => $" Events of several kinds: {CauseText.Describe(finding.Causes!.Value)}.",
        };

    private static string DescribeLoss(Verification verification)
    {
        string text = $"{verification.LostUpdates} data loss, {verification.Misloads.Count} misload";
        if (verification.ReadFailures.Count > 0)
            text += $", {verification.ReadFailures.Count} bus error";
        if (verification.Causes.Kinds > 0)
            text += $", explained by {CauseText.Describe(verification.Causes)} on these pages";
        return verification.Defects > 0 ? $"{text}, {verification.Defects} contradictions" : text;
    }

    private static string DescribeInjected(IReadOnlyList<ReadFailureFinding> pages) =>
        pages.Count == 1
            ? $"Bus error on 0x{pages[0].Offset:x}, slot {pages[0].Slot}, on purpose; nothing is lost."
            : $"Bus errors on {pages.Count} pages, the first 0x{pages[0].Offset:x}, on purpose; nothing is lost.";

    private static string Describe(MisloadFinding misload) =>
        misload.Got == misload.Expected ? "other contents" : $"{misload.Got:x}";

    private void SayPages<T>(RoundResult round, IReadOnlyList<T> findings, Func<T, string> describe)
    {
        foreach (T finding in findings.Take(PagesMax))
            Say(round.Strategy, $"Round {round.Round}: {describe(finding)}");
        if (findings.Count > PagesMax)
            Say(round.Strategy, $"Round {round.Round}: ... and {findings.Count - PagesMax} more");
    }

    private void SayStep(StrategyInfo strategy, string text)
    {
        if (!_isBrief)
            Say(strategy, text);
    }

    private void Say(StrategyInfo strategy, string text) =>
        Say(options.Strategies.Count > 1 ? $"[{strategy.Key}] {text}" : text);

    private void Say(string text) => Write(output, text);

    /// <summary>Both may be the terminal of the view.</summary>
    private void Write(TextWriter writer, string line)
    {
        if (view is null)
            WriteLine();
        else
            view.WriteAbove(WriteLine);

        void WriteLine()
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }
}
