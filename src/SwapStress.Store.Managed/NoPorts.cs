using SwapStress.Store.Compression;

namespace SwapStress.Store.Managed;

/// <summary>The build without the ports (ManagedCodecs=none).</summary>
internal static class ManagedPorts
{
    private const string Reason = "this build left it out; build with -p:ManagedCodecs=bundled, or use the native one";

    public static IReadOnlyList<CodecStatus> Describe() =>
        [
            new CodecStatus(CodecAlgorithm.Lz4, Library: null, Reason),
            new CodecStatus(CodecAlgorithm.Zstd, Library: null, Reason),
        ];

    public static PageCodec Create(CodecSpec spec) =>
        throw new NotSupportedException($"{spec} is not available from the provider managed: {Reason}.");

    public static byte[] Train(ReadOnlySpan<byte> pages, int bytesMax, out string? whyNot)
    {
        whyNot = Reason;
        return [];
    }

    public static CodecDictionary Load(CodecSpec spec, byte[] bytes) =>
        throw new NotSupportedException($"{spec} is not available from the provider managed: {Reason}.");
}
