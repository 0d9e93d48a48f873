using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;
using SwapStress.Store.Compression;

namespace SwapStress.Store.Zram;

/// <summary>
/// A compression context with its buffer (<c>struct zcomp_strm</c>). Context and buffer belong to the lock.
/// </summary>
/// <param name="codec">The context, which the stream then owns.</param>
public sealed unsafe class CompressionStream(PageCodec codec) : IDisposable
{
    /// <summary>Two pages, as in the kernel: an incompressible page gives a blob longer than itself.</summary>
    private const int BufferBytes = 2 * PageSize.Bytes;

    private readonly NativeBlock _buffer = new(BufferBytes);

    /// <summary>Who holds it may use the stream.</summary>
    public RankedLock Lock { get; } = new(LockRank.CompressionStream);

    /// <summary>The context.</summary>
    public PageCodec Codec { get; } = codec;

    /// <summary>Compresses a page into the buffer.</summary>
    /// <returns>The blob's length, or 0 when it is longer than the buffer.</returns>
    public int CompressLocked(ReadOnlySpan<byte> page)
    {
        LockOrder.AssertHeld(LockRank.CompressionStream);
        return Codec.Compress(page, new Span<byte>(_buffer.Start, BufferBytes));
    }

    /// <summary>The blob that the last compression left.</summary>
    public ReadOnlySpan<byte> BlobLocked(int length)
    {
        LockOrder.AssertHeld(LockRank.CompressionStream);
        return new ReadOnlySpan<byte>(_buffer.Start, length);
    }

    /// <summary>Frees context and buffer. Nobody may use them any more.</summary>
    public void Dispose()
    {
        Codec.Dispose();
        _buffer.Dispose();
    }
}
