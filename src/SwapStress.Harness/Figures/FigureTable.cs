using System.Text.Json.Nodes;

namespace SwapStress.Harness.Figures;

/// <summary>
/// Every figure, a row each, in the order of run.json. All that writes, reads or shows figures is derived from it: one more
/// is a row more, and a <see cref="Counter"/> where a region counts it.
/// </summary>
internal sealed class FigureTable(IReadOnlyList<Figure> rows)
{
    private readonly Dictionary<string, Figure> _byName = rows.ToDictionary(row => row.Name, StringComparer.Ordinal);

    private readonly Figure?[] _byCounter =
    [
        .. Counters.All.Select(counter => rows.SingleOrDefault(row => row.Counter == counter)),
    ];

    /// <summary>That of the program.</summary>
    public static FigureTable Default { get; } =
        new([
            .. DataFigures.Rows,
            .. PagingFigures.Rows,
            .. TimeFigures.Rows,
            .. StoreFigures.Rows,
            DataFigures.FirstLoss,
        ]);

    public IReadOnlyList<Figure> Rows => rows;

    public Figure this[string name] => _byName[name];

    public Figure this[Counter counter] =>
        _byCounter[(int)counter] ?? throw new ArgumentOutOfRangeException(nameof(counter), counter, "has no row");

    /// <summary>The rows that a writer has, in its order.</summary>
    /// <param name="has">What it has of a row; null for none.</param>
    /// <param name="after">After which other row that stands; null in the order of the table, empty before all of those.</param>
    public IEnumerable<(Figure Row, T Has)> Having<T>(Func<Figure, T?> has, Func<T, string?> after)
        where T : class
    {
        (Figure Row, T Has)[] all =
        [
            .. rows.Select(row => (row, has(row)))
                .Where(pair => pair.Item2 is not null)
                .Select(pair => (pair.row, pair.Item2!)),
        ];
        ILookup<string, (Figure Row, T Has)> moved = all.Where(pair => after(pair.Has) is not null)
            .ToLookup(pair => after(pair.Has)!, StringComparer.Ordinal);
        return moved[""].Concat(all.Where(pair => after(pair.Has) is null)).SelectMany(WithFollowers);

        IEnumerable<(Figure, T)> WithFollowers((Figure Row, T) pair) =>
            moved[pair.Row.Name].SelectMany(WithFollowers).Prepend(pair);
    }

    /// <summary>A figure of a tally; null where nobody knows it.</summary>
    public double? Value(Figure row, Tally tally)
    {
        if (row.Needs is { } needed && tally[needed] is null)
            return null;
        if (row.Counter is { } counter)
            return row.Type == CounterType.Time ? Time(tally[counter])?.TotalSeconds : tally[counter];
        return row.Measure is { } measure ? measure(tally) : row.Formula?.Invoke(name => Value(this[name], tally));
    }

    /// <summary>The same in JSON.</summary>
    public JsonNode? Json(Figure row, Tally tally)
    {
        if (row.List is { } list)
            return list(tally);
        double? value = Value(row, tally) ?? row.Unknown;
        return value is not { } number ? null
            : row is { Counter: { } counter, Type: not CounterType.Time } ? JsonValue.Create(tally[counter]!.Value)
            : JsonValue.Create(Math.Round(number, row.Digits));
    }

    /// <summary>The fields of a strategy in run.json.</summary>
    /// <param name="parts">What is recorded of the device.</param>
    public IEnumerable<(string Path, JsonNode? Value)> Run(Tally tally, StorePart parts) =>
        rows.Where(row => row.Written.HasFlag(Writer.Run))
            .Select(row => (row.Name, parts.HasFlag(row.Part) ? Json(row, tally) : null));

    /// <summary>The fields of a round in its line of rounds.jsonl.</summary>
    public IEnumerable<(string Path, JsonNode? Value)> Line(Tally tally) =>
        Having(row => row.Line, place => place.After).Select(pair => (pair.Has.Path, Json(pair.Row, tally)));

    /// <summary>The fields of a strategy in intervals.jsonl.</summary>
    public IEnumerable<(string Path, JsonNode? Value)> Interval(Tally tally) =>
        rows.Where(row => row.IsInIntervals).Select(row => (row.Name, Json(row, tally)));

    /// <summary>The fields of a strategy in matrix.json.</summary>
    public IEnumerable<(string Path, JsonNode? Value)> Matrix(Tally tally) =>
        rows.Where(row => row.Matrix is not null).Select(row => (row.Matrix!, Json(row, tally)));

    private static TimeSpan? Time(long? ticks) => ticks is { } known ? new TimeSpan(known) : null;
}
