using SwapStress.Harness.Figures;
using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>What a run says in the end.</summary>
/// <param name="Code">One of <see cref="ExitCode"/>.</param>
internal readonly record struct Verdict(int Code, string Text)
{
    /// <summary>Judges a run; a pure function.</summary>
    public static Verdict Of(RunResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        IReadOnlyList<StrategyResult> results = run.Strategies;
        bool isDefective = results.Any(result => result.Defects > 0);
        // A stale install that happened to lose nothing is luck, and a sound strategy has none.
        bool soundLost = results.Any(result =>
            result.Strategy.Sound && (result.HasDataLoss || result.Tally[Counter.StaleInstalls] > 0)
        );
        bool anyLost = results.Any(result => result.HasDataLoss);
        bool isProven = results.All(result => result.HasEvidence);

        (int code, string word) = (isDefective, soundLost, anyLost) switch
        {
            (true, _, _) => (ExitCode.DataLost, "defect of this program"),
            (_, true, _) => (ExitCode.DataLost, "unsound"),
            (_, _, true) when results.Count == 1 => (ExitCode.DataLost, "lost"),
            _ when !isProven => (ExitCode.Inconclusive, "inconclusive"),
            (_, _, true) when results.Any(result => result.Strategy.Sound) => (ExitCode.Clean, "fixed"),
            (_, _, true) => (ExitCode.Clean, "controls lost"),
            _ => (ExitCode.Clean, "clean"),
        };
        string text = string.Join(", ", results.Select(Describe));
        if (code == ExitCode.Inconclusive)
            text += $"; {Remedy.For(run)}";
        if (run.Stalled)
            return new Verdict(ExitCode.NoProgress, $"no progress, {word}: {text}");
        if (run.FailureCode is { } failure)
            return new Verdict(failure, $"failed, {word}: {text}");
        return run.Interrupted
            ? new Verdict(ExitCode.Interrupted, $"interrupted, {word}: {text}")
            : new Verdict(code, $"{word}: {text}");
    }

    private static string Describe(StrategyResult result)
    {
        string text = $"{result.Strategy.Label} lost {Count(result.LostUpdates, "update")}";
        if (result.Misloads > 0)
            text += $" and misloaded {Count(result.Misloads, "page")}";
        if (result.ReadFailures > 0)
            text += $" and could not read {Count(result.ReadFailures, "page")}";
        if (result.Strategy.Sound && result.Tally[Counter.StaleInstalls] is > 0 and var stale)
            text += $" with {Count(stale, "stale install")}";
        if (result.Tally[Counter.SwapMapErrors] is > 0 and var errors)
            text += $" with {Count(errors, "swap map error")}";
        if (result.Defects > 0)
            text += $" with {Count(result.Defects, "contradiction")}";
        return result.HasDataLoss ? text : $"{text} {DescribeRounds(result)}";
    }

    /// <summary>What "lost 0 updates" stands on.</summary>
    private static string DescribeRounds(StrategyResult result)
    {
        if (result.Rounds == 0)
            return "in no round";
        string counted =
            $"in {Count(result.CountedRounds, "round")} that {(result.CountedRounds == 1 ? "counts" : "count")}";
        return counted + DescribeLeftOut(result);
    }

    /// <summary>" (1 void and 2 stopped left out)", or nothing where each round counts.</summary>
    public static string DescribeLeftOut(StrategyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        (int Rounds, string Kind)[] kinds = [(result.VoidRounds, "void"), (result.StoppedRounds, "stopped")];
        string text = string.Join(
            " and ",
            kinds.Where(kind => kind.Rounds > 0).Select(kind => $"{kind.Rounds} {kind.Kind}")
        );
        return text.Length == 0 ? "" : $" ({text} left out)";
    }

    private static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
