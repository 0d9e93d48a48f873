using SwapStress.Store.Compression;

namespace SwapStress.Testing;

/// <summary>A codec that needs no library: it copies.</summary>
internal sealed class FakeCodecs : ICodecProvider
{
    public static CodecChoice Lz4 { get; } = new(new FakeCodecs(), new CodecSpec(CodecAlgorithm.Lz4, Level: null));

    public string Name => "copy";

    public IReadOnlyList<CodecStatus> Algorithms => [];

    public PageCodec Create(CodecSpec spec) => new Copy(spec);

    private sealed class Copy(CodecSpec spec) : PageCodec(spec)
    {
        public override bool DecompressNeedsContext => false;

        public override int Compress(ReadOnlySpan<byte> page, Span<byte> destination)
        {
            page.CopyTo(destination);
            return page.Length;
        }

        public override bool TryDecompress(ReadOnlySpan<byte> blob, Span<byte> page)
        {
            blob.CopyTo(page);
            return blob.Length == page.Length;
        }
    }
}
