using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report;

/// <summary>What reports of every form say.</summary>
internal static class ReportText
{
    /// <summary>What the interval is.</summary>
    public const string Footnote =
        "95 %: exact Poisson interval of the losses, widened by how much more the rounds differ than independent losses would.";

    /// <summary>A line a run: its name, what it ran on, its verdict, and what is odd about it.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<RecordedRun> runs)
    {
        IReadOnlyList<string> names = RunNames.Of(runs);
        return runs.Select(
            (run, i) =>
            {
                string?[] parts = [run.Setting, run.Host, run.Verdict, .. run.Remarks];
                return $"{names[i]}: {string.Join("; ", parts.OfType<string>())}";
            }
        );
    }
}
