namespace SwapStress.Harness.Runs;

/// <summary>What a run says in the end.</summary>
/// <param name="Code">One of <see cref="ExitCode"/>.</param>
/// <param name="Text">One short line.</param>
public readonly record struct Verdict(int Code, string Text)
{
    /// <summary>Judges the strategies of a run; a pure function.</summary>
    /// <param name="results">One result a strategy, in the order in which they were asked for.</param>
    /// <param name="selfCheck">Whether a control has to lose.</param>
    /// <param name="interrupted">Whether the user stopped the run.</param>
    /// <param name="failed">Whether an error of the program ended it: then nothing it says is a clean bill.</param>
    /// <param name="stalled">Whether it stood still until the watchdog ended it.</param>
    public static Verdict Of(
        IReadOnlyList<StrategyResult> results,
        bool selfCheck,
        bool interrupted,
        bool failed = false,
        bool stalled = false
    )
    {
        bool defective = results.Any(result => result.Defects > 0);
        // A stale install that happened to lose nothing is luck, and a sound strategy has none.
        bool soundLost = results.Any(result =>
            result.Strategy.Sound && (result.HasDataLoss || result.Statistics.StaleInstalls > 0)
        );
        bool anyLost = results.Any(result => result.HasDataLoss);
        bool controlLost = results.Any(result => !result.Strategy.Sound && result.HasDataLoss);
        bool hasControl = results.Any(result => result.Strategy is { Sound: false, IsKernel: false });
        bool isComparison = results.Count > 1;

        string losses = string.Join(", ", results.Select(Describe));
        (int code, string word) = (defective, soundLost, anyLost) switch
        {
            (true, _, _) => (ExitCode.DataLost, "defect of this program"),
            (_, true, _) => (ExitCode.DataLost, "unsound"),
            (_, _, true) when !isComparison => (ExitCode.DataLost, "lost"),
            _ when selfCheck && !controlLost => (ExitCode.ControlDidNotLose, "self-check failed"),
            (_, _, true) when results.Any(result => result.Strategy.Sound) => (ExitCode.Clean, "fixed"),
            (_, _, true) => (ExitCode.Clean, "controls lost"),
            _ when results.All(result => result.Rounds == 0) => (ExitCode.Clean, "no round was run"),
            _ => (ExitCode.Clean, hasControl ? "inconclusive" : "clean"),
        };
        if (stalled)
            return new Verdict(ExitCode.NoProgress, $"no progress, {word}: {losses}");
        if (failed)
            return new Verdict(ExitCode.Internal, $"failed, {word}: {losses}");
        return interrupted
            ? new Verdict(ExitCode.Interrupted, $"interrupted, {word}: {losses}")
            : new Verdict(code, $"{word}: {losses}");
    }

    private static string Describe(StrategyResult result)
    {
        string name = result.Strategy.Label;
        string lost = result.LostUpdates switch
        {
            0 => $"{name} lost none",
            1 => $"{name} lost 1 update",
            _ => $"{name} lost {result.LostUpdates} updates",
        };
        if (result.Misloads > 0)
            lost += $" and misloaded {result.Misloads} {(result.Misloads == 1 ? "page" : "pages")}";
        if (result.ReadFailures > 0)
            lost += $" and could not read {result.ReadFailures} {(result.ReadFailures == 1 ? "page" : "pages")}";
        if (result.Strategy.Sound && result.Statistics.StaleInstalls > 0)
            lost += $" with {result.Statistics.StaleInstalls} stale installs";
        if (result.Statistics.SwapMapErrors > 0)
            lost += $" with {result.Statistics.SwapMapErrors} swap map errors";
        if (result.Defects > 0)
            lost += $" with {result.Defects} {(result.Defects == 1 ? "contradiction" : "contradictions")}";
        return lost;
    }
}
