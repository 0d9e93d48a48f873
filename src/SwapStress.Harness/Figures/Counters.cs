namespace SwapStress.Harness.Figures;

/// <summary>A number for each <see cref="Counter"/>. What nobody counts is null, not 0: a kernel does not tell all that a model does.</summary>
internal sealed class Counters
{
    private readonly long?[] _values = new long?[All.Count];

    /// <summary>Every counter, in its order.</summary>
    public static IReadOnlyList<Counter> All { get; } = Enum.GetValues<Counter>();

    /// <summary>One of them; null where nobody counts it.</summary>
    public long? this[Counter counter]
    {
        get => _values[(int)counter];
        init => _values[(int)counter] = value;
    }

    /// <summary>With others for some.</summary>
    public Counters With(params ReadOnlySpan<(Counter Counter, long? Value)> changes)
    {
        Counters changed = Each(counter => this[counter]);
        foreach ((Counter counter, long? value) in changes)
            changed._values[(int)counter] = value;
        return changed;
    }

    /// <summary>What was counted since <paramref name="earlier"/>.</summary>
    public Counters Since(Counters earlier) =>
        Each(counter => KindOf(counter) == CounterKind.Sum ? this[counter] - (earlier[counter] ?? 0) : this[counter]);

    /// <summary>Both together.</summary>
    public Counters Plus(Counters later) =>
        Each(counter =>
            (this[counter], later[counter]) switch
            {
                (null, { } only) => KindOf(counter) == CounterKind.Moment ? only + (this[Counter.Elapsed] ?? 0) : only,
                ({ } only, null) => only,
                ({ } one, { } other) => KindOf(counter) switch
                {
                    CounterKind.Sum => one + other,
                    CounterKind.Level => other,
                    CounterKind.Max => Math.Max(one, other),
                    _ => one,
                },
                _ => null,
            }
        );

    /// <summary>A number for each.</summary>
    public static Counters Each(Func<Counter, long?> value)
    {
        var counters = new Counters();
        foreach (Counter counter in All)
            counters._values[(int)counter] = value(counter);
        return counters;
    }

    private static CounterKind KindOf(Counter counter) => FigureTable.Default[counter].Kind;
}
