using System.Globalization;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Doctor;

/// <summary>How many workers fit, and which limit says so.</summary>
internal static class ThreadExamination
{
    /// <summary>The reproducer's workers.</summary>
    private const int Reproducer = 65_536;

    public static Finding Examine(IReadOnlyList<ThreadLimit> limits)
    {
        if (limits.MinBy(limit => limit.Threads) is not { } tightest)
            return Finding.Ok("threads", "no limit is known here; as many start as the system lets");
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{tightest.Threads:N0} fit, limited by {tightest.Name}"
        );
        var budget = ThreadBudget.For(Reproducer, limits);
        if (budget.IsEnough)
            return Finding.Ok("threads", text);
        string remedy = budget.Remedies;
        if (tightest.Threads == 0)
            return Finding.Blocking("threads", text, remedy);
        return tightest.Threads >= StressDefaults.Threads
            ? Finding.Ok("threads", $"{text}; --waves runs the rest of the reproducer's 65,536 in turn, or:") with
            {
                Remedy = remedy,
            }
            : Finding.Note("threads", $"{text}, and a run has {StressDefaults.Threads} by default", remedy);
    }
}
