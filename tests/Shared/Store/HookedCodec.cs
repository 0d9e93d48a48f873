using SwapStress.Store.Compression;

namespace SwapStress.Testing;

/// <summary>
/// A provider whose codecs call a hook after each compression and before each decompression: where a test can hold a
/// write or a read in its middle.
/// </summary>
internal sealed class HookedCodec(CodecChoice inner) : ICodecProvider
{
    /// <summary>Called when a page has been compressed, on the thread that did.</summary>
    public Action? Compressed { get; set; }

    /// <summary>Called when a blob is about to be decompressed, on the thread that does it.</summary>
    public Action? Decompressing { get; set; }

    /// <summary>This provider as the choice it wraps.</summary>
    public CodecChoice Choice => new(this, inner.Spec);

    public string Name => inner.Provider.Name;

    public IReadOnlyList<CodecStatus> Algorithms => inner.Provider.Algorithms;

    public PageCodec Create(CodecSpec spec) => new Context(this, inner.Create());

    private sealed class Context(HookedCodec owner, PageCodec inner) : PageCodec(inner.Spec)
    {
        public override bool DecompressNeedsContext => inner.DecompressNeedsContext;

        public override int Compress(ReadOnlySpan<byte> page, Span<byte> destination)
        {
            int length = inner.Compress(page, destination);
            owner.Compressed?.Invoke();
            return length;
        }

        public override bool TryDecompress(ReadOnlySpan<byte> blob, Span<byte> page)
        {
            owner.Decompressing?.Invoke();
            return inner.TryDecompress(blob, page);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
