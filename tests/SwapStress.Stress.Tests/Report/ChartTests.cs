using System.Xml.Linq;
using SwapStress.Stress.Report.Charts;

namespace SwapStress.Stress.Tests.Report;

/// <summary>What is drawn of series.</summary>
public sealed class ChartTests
{
    [Fact]
    public void A_drawing_is_well_formed_and_says_what_it_is()
    {
        XElement svg = Draw(ChartSize.Wide, Line("<a&\"b'>", 0, 1, 2, 3));
        Assert.Equal("img", svg.Attribute("role")!.Value);
        string[] ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(["Title <&>", "What is to be seen"], ids.Select(id => TextOf(svg, id)));
        Assert.Contains(svg.Descendants("title"), title => title.Value == "<a&\"b'>");
    }

    [Fact]
    public void Series_differ_in_more_than_colour()
    {
        SeriesStyle[] styles = [.. Enumerable.Range(0, 40).Select(SeriesStyle.Of)];
        Assert.Equal(9, styles.Take(9).Select(style => style.Marker).Distinct().Count());
        Assert.Equal(9, styles.Take(9).Select(style => style.Dash).Distinct().Count());
        Assert.Equal(40, styles.Distinct().Count());
    }

    [Fact]
    public void Names_stand_apart_and_inside()
    {
        XElement svg = Draw(ChartSize.Wide, [.. Enumerable.Range(0, 9).Select(i => Line($"strategy {i}", i, 5, 5)[0])]);
        double[] places =
        [
            .. svg.Descendants("g")
                .Where(group => group.Attribute("class")!.Value.StartsWith("name", StringComparison.Ordinal))
                .Select(group => (double)group.Element("text")!.Attribute("y")!)
                .Order(),
        ];
        Assert.Equal(9, places.Length);
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 14.9, 500));
        Assert.InRange(places[^1], 0, ChartSize.Wide.Height - ChartSize.Bottom + 10);
    }

    [Fact]
    public void A_telephone_has_no_names_in_the_drawing() =>
        Assert.DoesNotContain(
            Draw(ChartSize.Narrow, Line("one", 0, 1, 2)).Descendants("text"),
            text => text.Value == "one"
        );

    [Fact]
    public void Many_points_become_one_a_column_with_their_extremes()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 8_192).Select(i => ChartPoint.Of(i, i % 128))];
        IReadOnlyList<ChartPoint> columns = PixelColumns.Aggregate(points, new LinearAxis(0, 8_192), 64);
        Assert.Equal(64, columns.Count);
        Assert.All(columns, column => Assert.Equal((0, 64, 127), (column.Low, column.Y, column.High)));
        Assert.Equal(columns.OrderBy(column => column.X), columns);
    }

    [Fact]
    public void Few_points_stay_as_they_are()
    {
        ChartPoint[] points = [ChartPoint.Of(1, 2), ChartPoint.Of(1, 3)];
        Assert.Same(points, PixelColumns.Aggregate(points, new LinearAxis(0, 1), 2));
    }

    [Theory]
    [InlineData(new double[] { 10, 10, 10 }, new double[] { 10, 25, 40 })]
    [InlineData(new double[] { 95, 100, 20 }, new double[] { 85, 100, 20 })]
    [InlineData(new double[] { 100, 100, 100 }, new double[] { 70, 85, 100 })]
    public void Labels_are_moved_as_little_as_it_takes(double[] wanted, double[] expected) =>
        Assert.Equal(expected, LabelSpread.Spread(wanted, 15, 100));

    [Fact]
    public void What_no_document_may_hold_is_replaced()
    {
        using var text = new StringWriter();
        using (var markup = new Markup(text))
            markup.Element("p", "a\0b\u001b[2J\ud800 \u202e<script>", ("title", "\"><x y='\u0007"));
        var parsed = XElement.Parse(text.ToString());
        Assert.Equal("a\ufffdb\ufffd[2J\ufffd \ufffd<script>", parsed.Value);
        Assert.Equal("\"><x y='\ufffd", parsed.Attribute("title")!.Value);
    }

    private static XElement Draw(ChartSize size, params Series[] series)
    {
        var chart = new Chart(
            "id",
            "Title <&>",
            "What is to be seen",
            new LinearAxis(0, 10),
            "x",
            new LogAxis(1, 100, value => $"{value}"),
            "y",
            series
        );
        using var text = new StringWriter();
        using (var markup = new Markup(text))
            ChartSvg.Write(markup, chart, size);
        return XElement.Parse(text.ToString());
    }

    private static Series[] Line(string name, int index, params double[] values) =>
        [new Series(name, index, [.. values.Select((value, x) => ChartPoint.Of(x, value))])];

    private static string TextOf(XElement svg, string id) =>
        svg.Descendants().Single(element => element.Attribute("id")?.Value == id).Value;
}
