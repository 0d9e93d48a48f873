using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>
/// When a run has rounds enough: as many as it was told, or else until each strategy has shown what it does, so that the
/// run has an answer however slow the machine is.
/// </summary>
internal static class RoundLimit
{
    /// <summary>Rounds that follow the first answer, where they are short.</summary>
    private const int SeveralMax = 10;

    /// <summary>How long rounds may take together that only confirm an answer.</summary>
    private static readonly TimeSpan ConfirmedWithin = TimeSpan.FromSeconds(10);

    /// <summary>After this no round begins any more that waits for an answer; one that runs comes to its end.</summary>
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(60);

    /// <summary>Whether another round begins.</summary>
    /// <param name="round">Its number, from 0.</param>
    /// <param name="results">What the strategies have shown so far.</param>
    /// <param name="elapsed">Since the first round of this part of the run.</param>
    /// <param name="last">How long the last round of all strategies took; zero before the first of this part.</param>
    public static bool AllowsAnother(
        StressOptions options,
        int round,
        IReadOnlyList<StrategyResult> results,
        TimeSpan elapsed,
        TimeSpan last
    )
    {
        if (options.Rounds is { } rounds)
            return rounds == 0 || round < rounds;
        if (last == TimeSpan.Zero)
            return true;
        bool isAnswered = results.All(result => result.HasEvidence || result.WorkersCreated < Evidence.WorkersMin);
        return isAnswered ? round < SeveralMax && elapsed + last < ConfirmedWithin : elapsed < AnsweredWithin;
    }
}
