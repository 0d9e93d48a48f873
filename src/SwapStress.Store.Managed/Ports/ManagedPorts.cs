using System.Reflection;
using K4os.Compression.LZ4;
using SwapStress.Store.Compression;

namespace SwapStress.Store.Managed;

/// <summary>The build with the ports.</summary>
internal static class ManagedPorts
{
    public static IReadOnlyList<CodecStatus> Describe() =>
        [
            new CodecStatus(CodecAlgorithm.Lz4, Library(typeof(LZ4Codec).Assembly), MissingReason: null),
            new CodecStatus(CodecAlgorithm.Zstd, Library(typeof(ZstdSharp.Compressor).Assembly), MissingReason: null)
            {
                TakesDictionary = true,
            },
        ];

    public static PageCodec Create(CodecSpec spec) =>
        spec.Algorithm == CodecAlgorithm.Lz4 ? new K4osLz4Codec(spec) : new ZstdSharpCodec(spec);

    public static byte[] Train(ReadOnlySpan<byte> pages, int bytesMax, out string? whyNot) =>
        ZstdSharpDictionary.Train(pages, bytesMax, out whyNot);

    public static CodecDictionary Load(CodecSpec spec, byte[] bytes) =>
        spec.Algorithm == CodecAlgorithm.Zstd
            ? new ZstdSharpDictionary(spec, bytes)
            : throw new NotSupportedException($"{spec} takes no dictionary from the provider managed.");

    private static string Library(Assembly assembly)
    {
        AssemblyName name = assembly.GetName();
        return $"{name.Name} {name.Version?.ToString(3)}";
    }
}
