using SwapStress.Primitives;

namespace SwapStress.Bench.Throughput;

/// <summary>A step with a number of threads.</summary>
/// <param name="Step">bareEncode, put, bareDecode or get.</param>
/// <param name="PagesPerSecond">Of all of them together.</param>
/// <param name="OverOneThread">The ratio to one thread, within each repeat.</param>
/// <param name="OverBare">The ratio to the bare codec with as many threads, within each repeat; null for itself.</param>
public sealed record ThroughputRow(
    string Step,
    int Threads,
    Spread PagesPerSecond,
    Spread OverOneThread,
    Spread? OverBare
);
