using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Figures;

/// <summary>A part of a swap-in.</summary>
internal enum Latency
{
    /// <summary>From the first fault of an access until it could use the page, all that were taken again included.</summary>
    Total,

    /// <summary>Of those that waited: for other faults, or for reclaim.</summary>
    Wait,

    /// <summary>Of those whose own read was mapped: up to the end of the read, less the waiting.</summary>
    Read,

    /// <summary>Of the same: from the end of the read on, less the waiting.</summary>
    Install,
}

/// <summary>How long swap-ins took, whole and by phase. What nobody can tell, as the phases of a kernel's, is null.</summary>
internal sealed class Latencies
{
    private readonly HistogramSnapshot?[] _values = new HistogramSnapshot?[All.Count];

    /// <summary>Every part, in its order.</summary>
    public static IReadOnlyList<Latency> All { get; } = Enum.GetValues<Latency>();

    public HistogramSnapshot? this[Latency part]
    {
        get => _values[(int)part];
        init => _values[(int)part] = value;
    }

    /// <summary>What was recorded since <paramref name="earlier"/>.</summary>
    public Latencies Since(Latencies earlier) =>
        Each(part => this[part]?.Since(earlier[part] ?? HistogramSnapshot.Empty));

    /// <summary>Both together.</summary>
    public Latencies Plus(Latencies later) =>
        Each(part => later[part] is { } other ? this[part]?.Plus(other) ?? other : this[part]);

    /// <summary>A distribution for each.</summary>
    public static Latencies Each(Func<Latency, HistogramSnapshot?> value)
    {
        var latencies = new Latencies();
        foreach (Latency part in All)
            latencies._values[(int)part] = value(part);
        return latencies;
    }
}
