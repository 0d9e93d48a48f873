namespace SwapStress.Bench.Compare;

/// <summary>A strategy's region over zram and what was measured on it.</summary>
/// <param name="flightRecorder">Whether the flight recorder is on.</param>
public sealed class StrategyComparison(string sync, PageSet pages, bool flightRecorder = false) : IDisposable
{
    /// <summary>An access is a thousandth of a fault: more of them for the clock to see.</summary>
    private const int AccessPasses = 8;

    public PageRegion Region { get; } = new(sync, BenchDevice.Zram, pages, flightRecorder);

    /// <summary>An access to a resident page.</summary>
    public Samples Access { get; } = new($"{NameOf(sync, flightRecorder)} resident access");

    /// <summary>A fault.</summary>
    public Samples SwapIn { get; } = new($"{NameOf(sync, flightRecorder)} swap-in");

    /// <summary>An eviction of a dirty page.</summary>
    public Samples SwapOut { get; } = new($"{NameOf(sync, flightRecorder)} swap-out");

    /// <summary>Everything once.</summary>
    public void Repeat()
    {
        Access.Measure(Region.TouchAll, AccessPasses);
        SwapOut.Measure(Region.PageOutAll);
        SwapIn.Measure(Region.FaultAll);
    }

    /// <summary>Frees the region.</summary>
    public void Dispose() => Region.Dispose();

    private static string NameOf(string sync, bool flightRecorder) => flightRecorder ? $"{sync} recorded" : sync;
}
