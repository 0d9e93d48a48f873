using SwapStress.Harness;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>The head of a page: what each run said in the end, when and where it ran, and what is odd about it.</summary>
internal static class VerdictSection
{
    public static void Write(Markup markup, IReadOnlyList<RecordedRun> runs)
    {
        IReadOnlyList<string> names = RunNames.Of(runs);
        markup.Open("header");
        markup.Element("p", "SwapStress report", ("class", "kind"));
        markup.Element(
            "h1",
            runs.Count == 1 ? WordOf(runs[0]) : $"{runs.Count} runs compared",
            ("class", runs.Count == 1 ? StateOf(runs[0]) : null)
        );
        if (runs.Count == 1)
        {
            WriteRun(markup, runs[0], names[0]);
        }
        else
        {
            for (int i = 0; i < runs.Count; i++)
            {
                markup.Element("h2", $"{RunNames.Letter(i)}: {WordOf(runs[i])}", ("class", StateOf(runs[i])));
                WriteRun(markup, runs[i], names[i]);
            }
        }
        markup.Close();
        markup.NewLine();
    }

    private static void WriteRun(Markup markup, RecordedRun run, string name)
    {
        if (run.Verdict is { } verdict && verdict.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end)
            markup.Element("p", $"{verdict[(end + 2)..]}.", ("class", "losses"));
        string?[] facts =
        [
            name,
            run.StartedUtc is { } started ? $"begun {started:yyyy-MM-dd HH:mm:ss} UTC" : null,
            run.Setting,
            run.Host,
        ];
        markup.Open("ul", ("class", "facts"));
        foreach (string fact in facts.OfType<string>())
            markup.Element("li", fact);
        markup.Close();
        foreach (string remark in run.Remarks)
            markup.Element("p", $"Note: {remark}.", ("class", "remark"));
    }

    /// <summary>The verdict's first words.</summary>
    private static string WordOf(RecordedRun run) =>
        run.Verdict is not { Length: > 0 } verdict ? "No verdict"
        : verdict.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end ? verdict[..end]
        : verdict;

    private static string StateOf(RecordedRun run) =>
        run.ExitCode switch
        {
            ExitCode.Clean => "state good",
            ExitCode.DataLost or ExitCode.Internal or ExitCode.NoProgress => "state bad",
            _ => "state open",
        };
}
