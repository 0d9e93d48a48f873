using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests;

/// <summary>A chunk source that refuses on demand, and counts what is out.</summary>
internal sealed unsafe class RefusingSource : ChunkSource
{
    private long _chunks;

    /// <summary>Whether the next request is refused: asked with mayWait.</summary>
    public Func<bool, bool> Refuses { get; set; } = _ => false;

    public long Chunks => Volatile.Read(ref _chunks);

    public override void* TryAllocate(int bytes, bool mayWait)
    {
        if (Refuses(mayWait))
            return null;
        Interlocked.Increment(ref _chunks);
        return base.TryAllocate(bytes, mayWait);
    }

    public override void Free(void* chunk, int bytes)
    {
        Interlocked.Decrement(ref _chunks);
        base.Free(chunk, bytes);
    }
}
