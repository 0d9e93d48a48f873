using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;
using SwapStress.Store.Compression;

namespace SwapStress.Store.Zram;

/// <summary>One stream for each processor (<c>struct zcomp</c>), of zram or of zswap.</summary>
/// <remarks>
/// The kernel disables preemption or takes the processor's own mutex while a stream is in use. Here the thread that
/// holds a stream can lose its processor, so a taken stream is no reason to wait while another one is free.
/// </remarks>
public sealed class CompressionStreams : IDisposable
{
    private readonly CompressionStream[] _streams;

    /// <summary>The streams of a codec.</summary>
    public CompressionStreams(CodecChoice codec)
    {
        var streams = new CompressionStream[PerProcessor.Count];
        for (int i = 0; i < streams.Length; i++)
            streams[i] = new CompressionStream(codec.Create());
        _streams = streams;
        DecompressNeedsContext = streams[0].Codec.DecompressNeedsContext;
    }

    /// <summary>Whether decompression needs a stream of its own, taken with <see cref="Enter"/>.</summary>
    public bool DecompressNeedsContext { get; }

    /// <summary>A codec for decompression without a stream; only where that needs no context.</summary>
    public PageCodec SharedDecompressor => _streams[0].Codec;

    /// <summary>Takes a stream, with its lock (<c>zcomp_stream_get</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CompressionStream Enter()
    {
        CompressionStream stream = _streams[PerProcessor.Current];
        return stream.Lock.TryEnter() ? stream : EnterAny();
    }

    /// <summary>Notes the locks that are held; for dumps.</summary>
    public void NoteLocks(HeldLocks held)
    {
        ArgumentNullException.ThrowIfNull(held);
        for (int i = 0; i < _streams.Length; i++)
        {
            int processor = i;
            held.Add(_streams[i].Lock.Holder, () => $"compression stream of processor {processor}");
        }
    }

    /// <summary>Frees them all. Nobody may use them any more.</summary>
    public void Dispose()
    {
        foreach (CompressionStream stream in _streams)
            stream.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CompressionStream EnterAny()
    {
        int current = PerProcessor.Current;
        for (int i = 1; i < _streams.Length; i++)
        {
            CompressionStream other = _streams[(current + i) % _streams.Length];
            if (other.Lock.TryEnter())
                return other;
        }
        CompressionStream own = _streams[current];
        own.Lock.Enter();
        return own;
    }
}
