using SwapStress.Store.Compression;

namespace SwapStress.Bench.Throughput;

/// <summary>What <c>--throughput</c> measures.</summary>
/// <param name="ThreadsMax">The most threads at once.</param>
/// <param name="Seconds">How long each measurement takes.</param>
/// <param name="Content">The pages' content, as it was written.</param>
/// <param name="Codec">The codec of the device.</param>
/// <param name="Checksum">Whether the device keeps checksums.</param>
public sealed record ThroughputOptions(
    int ThreadsMax,
    double Seconds,
    int Repeats,
    string Content,
    CodecChoice Codec,
    bool Checksum
)
{
    /// <summary>Numbers of threads that are measured: all up to 4, then every doubling, and the most.</summary>
    public IReadOnlyList<int> ThreadCounts =>
        [.. Enumerable.Range(1, ThreadsMax).Where(n => n <= 4 || int.IsPow2(n) || n == ThreadsMax)];
}
