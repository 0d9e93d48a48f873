using System.Runtime.CompilerServices;
using SwapStress.Primitives;

namespace SwapStress.Store.Zram;

/// <summary>
/// The counters that every write and free changes, a shard for each processor: with one for all, four exchanges of a cache
/// line a write keep processors waiting for each other.
/// </summary>
/// <remarks>
/// A page can be counted on one processor and taken off on another, so a shard can be below zero; a sum that is read
/// while pages move is only near the truth.
/// </remarks>
internal sealed class StoredCounters
{
    /// <summary>128 bytes: two cache lines, which a processor fetches together.</summary>
    private const int ShardWords = 16;

    private readonly long[] _counts = new long[(PerProcessor.Count + 1) * ShardWords];

    /// <summary>Adds to a counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(StoredCounter counter, long amount) =>
        Interlocked.Add(ref _counts[((PerProcessor.Current + 1) * ShardWords) + (int)counter], amount);

    /// <summary>What all processors have counted; never below zero.</summary>
    public long Read(StoredCounter counter)
    {
        long sum = 0;
        for (int shard = 1; shard <= PerProcessor.Count; shard++)
            sum += Volatile.Read(ref _counts[(shard * ShardWords) + (int)counter]);
        return Math.Max(0, sum);
    }

    /// <summary>Zeroes all; nobody may count meanwhile.</summary>
    public void Reset() => Array.Clear(_counts);
}
