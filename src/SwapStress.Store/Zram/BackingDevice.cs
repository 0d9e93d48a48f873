using SwapStress.Primitives;

namespace SwapStress.Store.Zram;

/// <summary>
/// Where zram moves pages that it keeps no longer in memory (<c>backing_dev</c>): blocks of one page, from 1. Block 0
/// holds no page. Any number of threads may read and write different blocks at once.
/// </summary>
public abstract class BackingDevice : IDisposable
{
    /// <summary>A device of so many blocks.</summary>
    /// <param name="blockCount">Blocks, block 0 included; at least 2.</param>
    protected BackingDevice(uint blockCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockCount, 2u);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blockCount, (uint)int.MaxValue);
        BlockCount = blockCount;
    }

    /// <summary>Blocks of <see cref="PageSize.Bytes"/> bytes, block 0 included.</summary>
    public uint BlockCount { get; }

    /// <summary>Reads a block that was written.</summary>
    /// <param name="block">1 to <see cref="BlockCount"/> - 1.</param>
    /// <param name="page">Exactly one page; left in an unspecified state on failure.</param>
    /// <exception cref="IOException">The block cannot be read.</exception>
    public abstract void Read(uint block, Span<byte> page);

    /// <summary>Writes a block. After a failure its content is unspecified.</summary>
    /// <param name="block">1 to <see cref="BlockCount"/> - 1.</param>
    /// <param name="page">Exactly one page.</param>
    /// <exception cref="IOException">The block cannot be written.</exception>
    public abstract void Write(uint block, ReadOnlySpan<byte> page);

    /// <summary>Closes it. Nobody may use it any more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what it owns.</summary>
    protected virtual void Dispose(bool disposing) { }
}
