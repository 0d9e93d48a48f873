using System.Reflection;
using SwapStress.Harness.Figures;
using SwapStress.Stress.Report.Charts;
using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Page;

/// <summary>One or several runs as a page of HTML that needs nothing else: no network, no script, no other file.</summary>
internal static class ReportPage
{
    private const string StyleResource = "report.css";

    public static void Write(IReadOnlyList<RecordedRun> runs, TextWriter output) =>
        Write(FigureTable.Default, runs, output);

    /// <summary>The same with the figures of a table.</summary>
    internal static void Write(FigureTable table, IReadOnlyList<RecordedRun> runs, TextWriter output)
    {
        using var markup = new Markup(output);
        markup.Doctype();
        markup.Open("html", ("lang", "en"));
        WriteHead(markup, string.Join(", ", RunNames.Of(runs)));
        markup.Open("body");
        markup.Open("main");
        IReadOnlyList<PageContender> contenders = PageContender.Of(runs);
        VerdictSection.Write(markup, runs);
        if (contenders.Count == 0)
            markup.Element("p", "No round has ended.");
        else
            WriteSections(table, markup, runs, contenders);
        SettingSection.Write(markup, runs);
        markup.Close();
        markup.Close();
        markup.Close();
    }

    private static void WriteSections(
        FigureTable table,
        Markup markup,
        IReadOnlyList<RecordedRun> runs,
        IReadOnlyList<PageContender> contenders
    )
    {
        if (runs.Count > 1)
            ComparisonSection.Write(markup, runs);
        FigureSection.Write(table, markup, contenders);
        LatencySection.Write(markup, contenders);
        TimeSection.Write(markup, contenders);
        LossSection.Write(markup, contenders);
        InterleavingSection.Write(markup, runs);
        StoreSection.Write(table, markup, contenders);
    }

    private static void WriteHead(Markup markup, string title)
    {
        markup.Open("head");
        markup.Element("meta", "", ("charset", "utf-8"));
        markup.Element("meta", "", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        markup.Element("meta", "", ("name", "color-scheme"), ("content", "light dark"));
        markup.Element("title", $"{title}: SwapStress");
        markup.Open("style");
        markup.Raw(ReadStyle());
        markup.Close();
        markup.Close();
        markup.NewLine();
    }

    private static string ReadStyle()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(StyleResource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
