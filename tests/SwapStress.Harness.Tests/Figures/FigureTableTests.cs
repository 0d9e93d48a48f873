using System.Numerics;
using SwapStress.Harness.Figures;

namespace SwapStress.Harness.Tests.Figures;

public sealed class FigureTableTests
{
    private static readonly FigureTable Table = FigureTable.Default;

    private static readonly Writer[] Writers =
    [
        .. Enum.GetValues<Writer>().Where(writer => BitOperations.IsPow2((int)writer)),
    ];

    public static TheoryData<string> Names { get; } = [.. Table.Rows.Select(row => row.Name)];

    [Fact]
    public void Each_counter_has_one_row() =>
        Assert.Equal(Counters.All, Table.Rows.Select(row => row.Counter).OfType<Counter>().Order());

    /// <summary>Not both, and not one of them by chance: whoever adds a figure decides.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_reaches_each_writer_or_says_why_not(string name)
    {
        Figure row = Table[name];
        Assert.Equal(9, Writers.Length);
        Assert.All(
            Writers,
            writer => Assert.True(row.Written.HasFlag(writer) || row.WhyNot(writer) is { Length: > 0 }, $"{writer}")
        );
        Assert.NotEmpty(row.Doc);
        Assert.Equal(row.Counter is not null, row.Sum is not null);
        Assert.Single([row.Counter ?? (object?)row.Measure, row.Formula, row.List], source => source is not null);
    }

    /// <summary>A row that stands behind one that is not there would be lost.</summary>
    [Fact]
    public void A_writer_has_all_of_its_rows_once()
    {
        Check(row => row.Line, place => place.After);
        Check(row => row.Summary, cell => cell.After);
        Check(row => row.Report, cell => cell.After);
        Check(row => row.Page, cell => cell.After);
        Check(row => row.Metric, metric => metric.After);

        static void Check<T>(Func<Figure, T?> has, Func<T, string?> after)
            where T : class
        {
            string[] rows = [.. Table.Having(has, after).Select(pair => pair.Row.Name)];
            Assert.NotEmpty(rows);
            Assert.Equal(
                Table.Rows.Where(row => has(row) is not null).Select(row => row.Name).Order(StringComparer.Ordinal),
                rows.Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void Paths_and_titles_are_told_apart()
    {
        Distinct(Table.Rows.Select(row => row.Name));
        Distinct(Table.Rows.Select(row => row.Sum));
        Distinct(Table.Rows.Select(row => row.Line?.Path));
        Distinct(Table.Rows.Select(row => row.Matrix));
        Distinct(Table.Rows.Select(row => row.Summary?.Title));
        Distinct(Table.Rows.Select(row => row.Report?.Name));
        Distinct(Table.Rows.Select(row => row.Page is null ? null : $"{row.Section}: {row.Page.Title}"));
        Distinct(Table.Rows.Select(row => row.Metric?.Name));

        static void Distinct(IEnumerable<string?> names)
        {
            string[] all = [.. names.OfType<string>()];
            Assert.Equal(all.Distinct(StringComparer.Ordinal), all);
        }
    }

    /// <summary>What is measured and what follows from it can be told of any tally, also of one that counted nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_counted_is_nothing_told(string name)
    {
        Assert.Null(Table.Value(Table[name], new Tally()));
        if (Table[name].Unknown is null)
            Assert.Null(Table.Json(Table[name], new Tally()));
    }
}
