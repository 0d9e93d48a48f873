using System.Globalization;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>How the first losses came about: time runs down, each thread has a lane.</summary>
internal static class InterleavingSection
{
    /// <summary>A wait of so many microseconds is drawn as a gap.</summary>
    private const double GapUs = 200;

    public static void Write(Markup markup, IReadOnlyList<RecordedRun> runs)
    {
        if (runs.All(run => run.Interleavings.Count == 0))
            return;
        markup.Open("section");
        markup.Element("h2", "How data was lost");
        for (int i = 0; i < runs.Count; i++)
        {
            string mark = runs.Count == 1 ? "" : $"{RunNames.Letter(i)} ";
            foreach (
                IGrouping<string, RecordedInterleaving> contender in runs[i]
                    .Interleavings.GroupBy(one => one.Contender, StringComparer.Ordinal)
            )
                WriteContender(markup, $"{mark}{contender.Key}", [.. contender]);
        }
        markup.Close();
    }

    /// <summary>The first one open, the others on demand.</summary>
    private static void WriteContender(Markup markup, string label, RecordedInterleaving[] losses)
    {
        markup.Element("h3", label);
        WriteLoss(markup, label, losses[0]);
        if (losses.Length == 1)
            return;
        markup.Open("details");
        markup.Element("summary", losses.Length == 2 ? "1 more" : $"{losses.Length - 1} more");
        foreach (RecordedInterleaving loss in losses.Skip(1))
            WriteLoss(markup, label, loss);
        markup.Close();
    }

    private static void WriteLoss(Markup markup, string label, RecordedInterleaving loss)
    {
        if (loss.Threads.Count == 0 || loss.Steps.Count == 0)
        {
            markup.Element("pre", string.Join('\n', loss.Lines));
            return;
        }
        markup.Element("p", $"Round {loss.Round}. {loss.Headline}", ("class", "headline"));
        DataTable.Begin(markup, $"{label}, round {loss.Round}: what each thread did", "lanes");
        markup.Open("thead");
        DataTable.WriteHeadings(markup, ["µs", .. loss.Threads]);
        markup.Close();
        markup.Open("tbody");
        double last = 0;
        for (int i = 0; i < loss.Steps.Count; i++)
        {
            RecordedStep step = loss.Steps[i];
            bool isTimed = double.TryParse(
                step.Time,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double time
            );
            bool isLosing = step.Text.Contains("<==", StringComparison.Ordinal);
            string? style =
                isLosing ? "losing"
                : isTimed && time - last > GapUs ? "gap"
                : null;
            last = isTimed ? time : last;
            WriteStep(markup, loss, i, style);
        }
        markup.Close();
        DataTable.End(markup);
        if (loss.Notes.Length > 0)
            markup.Element("p", loss.Notes, ("class", "note"));
    }

    private static void WriteStep(Markup markup, RecordedInterleaving loss, int index, string? style)
    {
        RecordedStep step = loss.Steps[index];
        markup.Open("tr", ("class", style));
        markup.Element("th", step.Time, ("scope", "row"));
        for (int thread = 0; thread < loss.Threads.Count; thread++)
            markup.Element(
                "td",
                thread == step.Thread ? step.Text.Replace("<==", "⟸", StringComparison.Ordinal) : "",
                (
                    "class",
                    thread == step.Thread ? "step"
                    : IsUnderWay(loss, thread, index) ? "lane"
                    : null
                )
            );
        markup.Close();
    }

    /// <summary>Whether a thread is between two of its steps.</summary>
    private static bool IsUnderWay(RecordedInterleaving loss, int thread, int index) =>
        loss.Steps.Take(index).Any(step => step.Thread == thread)
        && loss.Steps.Skip(index).Any(step => step.Thread == thread);
}
