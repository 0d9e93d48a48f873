using SwapStress.Harness.Options;
using SwapStress.Primitives.Latency;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Harness.Figures;

/// <summary>What was counted and measured: by a region, in a round, in all rounds of a strategy.</summary>
internal sealed record Tally
{
    public Counters Counters { get; init; } = new();

    /// <summary>How long swap-ins took.</summary>
    public Latencies Latencies { get; init; } = new();

    /// <summary>
    /// The size classes of the device's pool now; empty without one, or where nobody asked. Lines of rounds leave them out:
    /// those of the last round are enough.
    /// </summary>
    public IReadOnlyList<SizeClassStatistics> SizeClasses { get; init; } = [];

    /// <summary>One of the counters; null where nobody counts it.</summary>
    public long? this[Counter counter] => Counters[counter];

    /// <summary>Whole swap-ins.</summary>
    public HistogramSnapshot SwapIns => Latencies[Latency.Total] ?? HistogramSnapshot.Empty;

    /// <summary>Times that a page left memory: to the device, or to zswap, whose writeback moves it on and is no other time.</summary>
    public long PagesOut => Count(Counter.SwapOuts) + Count(Counter.ZswapStores) - Count(Counter.ZswapWrittenBackPages);

    /// <summary>All events of the oracle together.</summary>
    public long? Events =>
        this[Counter.EventStaleInstall]
        + this[Counter.EventOnlyCopyDropped]
        + this[Counter.EventStaleWriteback]
        + this[Counter.EventOverrun];

    /// <summary>What no rounds of a strategy, or of a kernel, count.</summary>
    public static Tally ZeroOf(StrategyInfo strategy)
    {
        CountedBy by = strategy.IsKernel ? CountedBy.Everyone : CountedBy.Models;
        return new Tally
        {
            Counters = Counters.Each(counter => FigureTable.Default[counter].By >= by ? 0 : null),
            Latencies = Latencies.Each(part =>
                part == Latency.Total || !strategy.IsKernel ? HistogramSnapshot.Empty : null
            ),
        };
    }

    /// <summary>One of the counters; 0 where nobody counts it.</summary>
    public long Count(Counter counter) => Counters[counter] ?? 0;

    /// <summary>With other counts.</summary>
    public Tally With(params ReadOnlySpan<(Counter Counter, long? Value)> changes) =>
        this with
        {
            Counters = Counters.With(changes),
        };

    /// <summary>What was counted since <paramref name="earlier"/>, with the device as it is now.</summary>
    public Tally Since(Tally earlier) =>
        this with
        {
            Counters = Counters.Since(earlier.Counters),
            Latencies = Latencies.Since(earlier.Latencies),
        };

    /// <summary>Both together, with the device as <paramref name="later"/> saw it.</summary>
    public Tally Plus(Tally later) =>
        later with
        {
            Counters = Counters.Plus(later.Counters),
            Latencies = Latencies.Plus(later.Latencies),
        };
}
