using SwapStress.Explorer;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;
using SwapStress.Harness.Losses;
using SwapStress.Paging.Recording;

namespace SwapStress.Stress.Explore;

/// <summary>A schedule with a bad outcome, as people read it: the same after a search and after a replay.</summary>
internal static class FailureText
{
    private const int StepsMax = 40;
    private const int StepWidth = 24;

    public static IEnumerable<string> Lines(ExploreCase @case, ProgramReplay replay, Schedule schedule)
    {
        yield return $"Schedule {schedule}, {ExploreRow.Preemptions(replay.Preemptions)}: {replay.Outcome}";
        yield return "";
        if (WindowOf(replay) is { } window)
        {
            IEnumerable<string> lines = InterleavingText.Draw(window, Style);
            // The heading of a page that was not mapped would say what was.
            if (replay.Windows.Count == 0)
                lines = lines.SkipWhile(line => line.Length > 0).Skip(1);
            foreach (string line in lines)
                yield return line;
        }
        else
        {
            foreach (string line in LastSteps(replay, @case.Spec.Threads.Count))
                yield return line;
        }
        yield return "";
        yield return $"Replay: {@case.ReplayCommand(schedule.ToString())}";
    }

    /// <summary>How its threads and times are shown.</summary>
    public static InterleavingStyle Style { get; } = InterleavingStyle.Counted(NameOf);

    /// <summary>Its first loss, without what came before the threads; null where nothing wrong was mapped.</summary>
    public static LossWindow? WindowOf(ProgramReplay replay) =>
        replay.Windows is [LossWindow window, ..] ? WithoutSetUp(window)
        : WindowOfUnreadable(replay) is { } unreadable ? WithoutSetUp(unreadable)
        : null;

    /// <summary>
    /// Where a page cannot be read any more nothing is mapped, so no loss is recorded: what was done to all pages up to
    /// that read.
    /// </summary>
    private static LossWindow? WindowOfUnreadable(ProgramReplay replay)
    {
        // The fault found the PTE as it was, and ended there: SIGBUS.
        if (
            replay.Outcome.Lost is not { } lost
            || replay.Trace is not [.., { ThreadId: RunWitness.CheckThread, Kind: FlightEventKind.PteSame } last]
            || lost[last.Page] == 0
        )
            return null;
        return new LossWindow
        {
            Page = last.Page,
            Slot = last.Slot,
            InstalledPage = -1,
            InstalledVersion = 0,
            NewestVersion = replay.Trace.Where(e => e.Page == last.Page).Max(e => e.Version),
            LostUpdates = lost[last.Page],
            ThreadId = last.ThreadId,
            Events = [.. replay.Trace.SkipLast(1), last with { IsLosing = true }],
        };
    }

    /// <summary>What came before the threads is in the program's text.</summary>
    private static LossWindow WithoutSetUp(LossWindow window) =>
        window with
        {
            Events = [.. window.Events.Where(e => e.ThreadId != RunWitness.SetUpThread || e.IsLosing)],
        };

    private static string NameOf(int thread) =>
        thread switch
        {
            RunWitness.SetUpThread => "setup",
            RunWitness.CheckThread => "check",
            < 0 => "other",
            _ => $"T{thread}",
        };

    /// <summary>Nothing was mapped that was not the newest: the schedule points, then, a column a thread.</summary>
    private static IEnumerable<string> LastSteps(ProgramReplay replay, int threads)
    {
        IReadOnlyList<TakenStep> steps = replay.Steps;
        int first = Math.Max(0, steps.Count - StepsMax);
        yield return $"{"step", 6}  {string.Concat(Enumerable.Range(0, threads).Select(t => NameOf(t).PadRight(StepWidth)))}".TrimEnd();
        if (first > 0)
            yield return $"{"...", 6}";
        for (int i = first; i < steps.Count; i++)
        {
            TakenStep step = steps[i];
            string target = step.Target == 0 ? "" : $" {step.Target}";
            yield return $"{i, 6}  {new string(' ', step.Thread * StepWidth)}{step.Kind}{target}";
        }
        if (steps.Count > 0)
            yield return $"{"", 6}  {new string(' ', steps[^1].Thread * StepWidth)}<== ends here: {replay.Outcome}";
    }
}
