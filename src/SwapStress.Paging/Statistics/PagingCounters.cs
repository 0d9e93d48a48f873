using System.Runtime.CompilerServices;
using SwapStress.Primitives;

namespace SwapStress.Paging.Statistics;

/// <summary>Event counts with a shard for each processor, each on cache lines of its own.</summary>
internal sealed class PagingCounters
{
    private const int ShardWords = 32;

    private readonly long[] _counts = new long[(PerProcessor.Count + 1) * ShardWords];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(PagingEvent what) =>
        Interlocked.Increment(ref _counts[((PerProcessor.Current + 1) * ShardWords) + (int)what]);

    public long Read(PagingEvent what)
    {
        long sum = 0;
        for (int shard = 1; shard <= PerProcessor.Count; shard++)
            sum += Volatile.Read(ref _counts[(shard * ShardWords) + (int)what]);
        return sum;
    }
}
