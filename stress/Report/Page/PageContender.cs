using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>A contender on a page.</summary>
/// <param name="Contender">What was recorded of it.</param>
/// <param name="Label">What the page calls it: with the letter of its run where there are several.</param>
/// <param name="Index">Its place on the page, which decides how its lines look.</param>
internal sealed record PageContender(RecordedRun Run, RecordedContender Contender, string Label, int Index)
{
    public static IReadOnlyList<PageContender> Of(IReadOnlyList<RecordedRun> runs) =>
        [
            .. runs.SelectMany((run, i) => run.Contenders.Select(contender => (run, i, contender)))
                .Select(
                    (item, index) =>
                        new PageContender(
                            item.run,
                            item.contender,
                            runs.Count == 1
                                ? item.contender.Label
                                : $"{RunNames.Letter(item.i)} {item.contender.Label}",
                            index
                        )
                ),
        ];
}
