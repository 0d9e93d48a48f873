using System.Runtime.CompilerServices;

namespace SwapStress.Primitives;

/// <summary>
/// Counters by the names of an enum, a shard for each processor on cache lines of its own: with one for all, processors
/// that count often wait for each other's cache lines.
/// </summary>
/// <remarks>
/// What is counted on one processor may be taken off on another, so a shard can be below zero; a sum that is read
/// meanwhile is only near the truth.
/// </remarks>
/// <typeparam name="TCounter">An enum of <see cref="int"/>, from 0, of fewer than 32 names.</typeparam>
public sealed class PerProcessorCounters<TCounter>
    where TCounter : unmanaged, Enum
{
    /// <summary>256 bytes: more than the cache lines that a processor fetches together.</summary>
    private const int ShardWords = 32;

    /// <summary>The first shard is nobody's: before it lies the array's length, which everybody reads.</summary>
    private readonly long[] _counts = new long[(PerProcessor.Count + 1) * ShardWords];

    /// <summary>Adds 1 to a counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(TCounter counter) => Interlocked.Increment(ref Shard(counter));

    /// <summary>Adds to a counter, or takes off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TCounter counter, long amount) => Interlocked.Add(ref Shard(counter), amount);

    /// <summary>What all processors have counted; never below zero.</summary>
    public long Read(TCounter counter)
    {
        long sum = 0;
        for (int shard = 1; shard <= PerProcessor.Count; shard++)
            sum += Volatile.Read(ref _counts[(shard * ShardWords) + IndexOf(counter)]);
        return Math.Max(0, sum);
    }

    /// <summary>Zeroes all; nobody may count meanwhile.</summary>
    public void Reset() => Array.Clear(_counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long Shard(TCounter counter) =>
        ref _counts[((PerProcessor.Current + 1) * ShardWords) + IndexOf(counter)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(TCounter counter) => Unsafe.BitCast<TCounter, int>(counter);
}
