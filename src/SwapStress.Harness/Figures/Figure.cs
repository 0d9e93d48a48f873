using System.Globalization;
using System.Text.Json.Nodes;

namespace SwapStress.Harness.Figures;

/// <summary>A figure by its name; null where nobody knows it.</summary>
internal delegate double? Lookup(string name);

/// <summary>A row of <see cref="FigureTable"/>: what a figure is, and everything that tells it.</summary>
/// <param name="Name">The path in run.json, as "zswap.stores"; of what is not there a name like one.</param>
/// <param name="Doc">What it says, for the docs.</param>
internal sealed record Figure(string Name, string Doc)
{
    /// <summary>The counter; of others one of the next three.</summary>
    public Counter? Counter { get; init; }

    /// <summary>How it is added.</summary>
    public CounterKind Kind { get; init; }
    public CounterType Type { get; init; }
    public CountedBy By { get; init; }

    /// <summary>What was measured.</summary>
    public Func<Tally, double?>? Measure { get; init; }

    /// <summary>What follows from other figures, of a run or of what a run recorded.</summary>
    public Func<Lookup, double?>? Formula { get; init; }

    /// <summary>A list, which only JSON has as it is.</summary>
    public Func<Tally, JsonArray?>? List { get; init; }

    /// <summary>Null unless this is counted, too.</summary>
    public Counter? Needs { get; init; }

    /// <summary>The part of a device that it is of.</summary>
    public StorePart Part { get; init; }

    /// <summary>Decimal places in JSON.</summary>
    public int Digits { get; init; }

    /// <summary>What JSON has where nobody knows it.</summary>
    public double? Unknown { get; init; }

    /// <summary>Where it stands in a line of rounds.jsonl.</summary>
    public Place? Line { get; init; }

    /// <summary>The path in the sums.</summary>
    public string? Sum { get; init; }

    /// <summary>Whether sums without it are damaged.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether a line of intervals.jsonl has it.</summary>
    public bool IsInIntervals { get; init; }

    /// <summary>The path in matrix.json.</summary>
    public string? Matrix { get; init; }

    /// <summary>Its cell in the table at the end of a run.</summary>
    public Cell? Summary { get; init; }

    /// <summary>Its cell in reports; its name is the one in csv.</summary>
    public Cell? Report { get; init; }

    public Cell? Page { get; init; }

    /// <summary>The part of the page's tables, and of a report, that it is in.</summary>
    public Section Section { get; init; }

    /// <summary>Its instrument.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Who does not write it, and why.</summary>
    public IReadOnlyList<(Writer Writers, string Why)> Exempt { get; init; } = [];

    /// <summary>Who writes it: run.json unless it is exempt, the others if they have a place for it.</summary>
    public Writer Written =>
        (Exempt.Any(one => one.Writers.HasFlag(Writer.Run)) ? 0 : Writer.Run)
        | (Line is null ? 0 : Writer.Line)
        | (Sum is null ? 0 : Writer.Sums)
        | (IsInIntervals ? Writer.Interval : 0)
        | (Matrix is null ? 0 : Writer.Matrix)
        | (Summary is null ? 0 : Writer.Summary)
        | (Report is null ? 0 : Writer.Report)
        | (Page is null ? 0 : Writer.Page)
        | (Metric is null ? 0 : Writer.Metrics);

    /// <summary>Why a writer does not write it; null where it does, or nobody says.</summary>
    public string? WhyNot(Writer writer) =>
        Written.HasFlag(writer) ? null : Exempt.FirstOrDefault(one => one.Writers.HasFlag(writer)).Why;
}

/// <summary>Where a figure stands in a file.</summary>
/// <param name="After">After which other figure; null in the order of the table, empty before all of those.</param>
internal sealed record Place(string Path, string? After = null);

/// <summary>How a table shows a figure.</summary>
/// <param name="Format">The format of the number.</param>
/// <param name="Divisor">What a unit of it is.</param>
internal sealed record Cell(string Title, string Format = "N0", double Divisor = 1)
{
    /// <summary>The format of nanoseconds with the unit that fits them.</summary>
    public const string Duration = "duration";

    /// <summary>Whether its row is left out where all are zero or have none.</summary>
    public bool IsRare { get; init; }

    /// <summary>Whether people do not get it, programs do.</summary>
    public bool IsForPrograms { get; init; }

    /// <summary>A name for programs.</summary>
    public string Name { get; init; } = "";

    /// <summary>After which other figure; null in the order of the table.</summary>
    public string? After { get; init; }

    public string Text(double value) => (value / Divisor).ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>How the meter tells a figure.</summary>
internal sealed record Metric(string Name, string Unit, string Description)
{
    /// <summary>Whether it can fall.</summary>
    public bool IsLevel { get; init; }

    /// <summary>After which other figure; null in the order of the table.</summary>
    public string? After { get; init; }
}

/// <summary>The parts of a table of figures.</summary>
internal enum Section
{
    Data,
    Paging,
    Latency,
    Throughput,
    Store,
}
