using System.Xml.Linq;
using SwapStress.Stress.Report.Page;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Tests.Report;

/// <summary>A page, parsed, with what every page must hold to.</summary>
internal sealed class HtmlPage
{
    private HtmlPage(string text)
    {
        Text = text;
        Root = XDocument.Parse(text).Root!;
    }

    public string Text { get; }

    public XElement Root { get; }

    /// <summary>The page of some runs, checked.</summary>
    public static HtmlPage Of(params RecordedRun[] runs)
    {
        using var output = new StringWriter();
        ReportPage.Write(runs, output);
        return Checked(output.ToString());
    }

    /// <summary>A page, checked.</summary>
    public static HtmlPage Checked(string text)
    {
        var page = new HtmlPage(text);
        Assert.StartsWith("<!DOCTYPE html", text);
        page.CheckHeadings();
        page.CheckTables();
        page.CheckCharts();
        page.CheckIsAlone();
        return page;
    }

    /// <summary>All texts of an element.</summary>
    public string[] All(string element) => [.. Root.Descendants(element).Select(found => found.Value)];

    /// <summary>The cells of a row, of the first table that has it.</summary>
    public string[] Row(string title) =>
        [
            .. Root.Descendants("tr")
                .First(row => row.Elements().First().Value == title)
                .Elements()
                .Skip(1)
                .Select(cell => cell.Value),
        ];

    /// <summary>One h1, and no level is passed over.</summary>
    private void CheckHeadings()
    {
        int[] levels =
        [
            .. Root.Descendants()
                .Where(element => element.Name.LocalName is ['h', >= '1' and <= '6'])
                .Select(element => element.Name.LocalName[1] - '0'),
        ];
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 2, pair.First + 1));
    }

    private void CheckTables()
    {
        Assert.All(Root.Descendants("th"), heading => Assert.NotNull(heading.Attribute("scope")));
        foreach (XElement table in Root.Descendants("table"))
        {
            Assert.NotEqual("", table.Element("caption")!.Value);
            int columns = table.Descendants("tr").First().Elements().Count();
            Assert.All(
                table.Descendants("tr"),
                row => Assert.Equal(columns, row.Elements().Sum(cell => (int?)cell.Attribute("colspan") ?? 1))
            );
        }
    }

    private void CheckCharts()
    {
        string[] ids = [.. Root.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        foreach (XElement svg in Root.Descendants("svg").Where(svg => svg.Attribute("aria-hidden") is null))
        {
            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.Subset(ids.ToHashSet(), svg.Attribute("aria-labelledby")!.Value.Split(' ').ToHashSet());
        }
        Assert.DoesNotContain("NaN", Text);
        Assert.DoesNotContain("∞", Text);
    }

    /// <summary>Nothing that a browser would fetch or run.</summary>
    private void CheckIsAlone()
    {
        string[] forbidden = ["script", "link", "img", "iframe", "object", "embed", "base", "form", "use", "image"];
        Assert.DoesNotContain(Root.Descendants(), element => forbidden.Contains(element.Name.LocalName));
        Assert.DoesNotContain(
            Root.Descendants().Attributes(),
            attribute =>
                attribute.Name.LocalName is "src" or "href" or "style" or "srcset"
                || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
        );
        string style = Root.Descendants("style").Single().Value;
        Assert.DoesNotContain("url(", style);
        Assert.DoesNotContain("@import", style);
        Assert.DoesNotContain("://", style);
    }
}
