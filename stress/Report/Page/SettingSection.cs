using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>Every option of the runs, and their hosts.</summary>
internal static class SettingSection
{
    public static void Write(Markup markup, IReadOnlyList<RecordedRun> runs)
    {
        markup.Open("section");
        WriteAll(markup, runs, "Options", "Every option, resolved", run => run.Options);
        WriteAll(markup, runs, "Host", "The machine", run => run.HostFields);
        markup.Close();
    }

    private static void WriteAll(
        Markup markup,
        IReadOnlyList<RecordedRun> runs,
        string title,
        string caption,
        Func<RecordedRun, IReadOnlyList<RecordedField>> fields
    )
    {
        string[] names = [.. runs.SelectMany(fields).Select(field => field.Name).Distinct(StringComparer.Ordinal)];
        markup.Element("h2", title);
        if (names.Length == 0)
        {
            markup.Element("p", "Not recorded.");
            return;
        }
        DataTable.Write(
            markup,
            caption,
            ["", .. runs.Select((_, i) => runs.Count == 1 ? "value" : RunNames.Letter(i))],
            names.Select(name =>
                (IReadOnlyList<string>)
                    [name, .. runs.Select(run => fields(run).FirstOrDefault(field => field.Name == name)?.Value ?? "-")]
            ),
            isText: true
        );
    }
}
