using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Compression.Native;

/// <summary>LZ4 blocks by liblz4, at the acceleration that LZ4_compress_default uses.</summary>
internal sealed unsafe class NativeLz4Codec : PageCodec
{
    private const int Acceleration = 1;
    private const int StateAlignment = 64;

    private readonly Lz4Library _library;
    private readonly NativeBlock _state;

    public NativeLz4Codec(Lz4Library library, CodecSpec spec)
        : base(spec)
    {
        _library = library;
        _state = new NativeBlock((nuint)library.StateBytes, StateAlignment);
    }

    public override bool DecompressNeedsContext => false;

    public override int Compress(ReadOnlySpan<byte> page, Span<byte> destination)
    {
        fixed (byte* source = page)
        fixed (byte* target = destination)
            return _library.Compress(_state.Start, source, target, page.Length, destination.Length, Acceleration);
    }

    public override bool TryDecompress(ReadOnlySpan<byte> blob, Span<byte> page)
    {
        if (blob.IsEmpty)
            return false;
        fixed (byte* source = blob)
        fixed (byte* target = page)
            return _library.Decompress(source, target, blob.Length, page.Length) == page.Length;
    }

    protected override void Dispose(bool disposing)
    {
        _state.Dispose();
        base.Dispose(disposing);
    }
}
