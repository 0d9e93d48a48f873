using SwapStress.Harness.Figures;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// What makes a round count: the one place that says it. A loss is a loss in any round; that nothing was lost says
/// something only of rounds that could have lost.
/// </summary>
internal static class Evidence
{
    /// <summary>Workers at once from which on two faults can meet.</summary>
    public const int WorkersMin = 2;

    /// <summary>How a round stands.</summary>
    /// <param name="isComplete">Whether every worker came to the end of the region.</param>
    /// <param name="worked">What the region counted from the release of the workers until the swapper was stopped.</param>
    public static RoundStanding Judge(bool isComplete, int workers, int pageCount, Tally worked)
    {
        ArgumentNullException.ThrowIfNull(worked);
        if (!isComplete)
            return RoundStanding.Stopped;
        bool couldLose =
            workers >= WorkersMin && worked[Counter.MajorFaults] >= pageCount && worked.PagesOut >= pageCount;
        return couldLose ? RoundStanding.Counted : RoundStanding.Void;
    }
}
