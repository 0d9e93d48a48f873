using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Compare;

/// <summary>Names that tell runs apart: the last part of the directory, or all of it where two are alike.</summary>
internal static class RunNames
{
    /// <summary>One name a run.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<RecordedRun> runs) =>
        runs.DistinctBy(run => run.Name, StringComparer.Ordinal).Count() == runs.Count
            ? [.. runs.Select(run => run.Name)]
            : [.. runs.Select(run => run.Directory)];

    /// <summary>A short mark of a run where there are several: "A", "B" … "AA".</summary>
    public static string Letter(int index) =>
        index < 26 ? $"{(char)('A' + index)}" : $"{Letter((index / 26) - 1)}{(char)('A' + (index % 26))}";
}
