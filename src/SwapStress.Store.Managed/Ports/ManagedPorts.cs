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
            new CodecStatus(CodecAlgorithm.Zstd, Library(typeof(ZstdSharp.Compressor).Assembly), MissingReason: null),
        ];

    public static PageCodec Create(CodecSpec spec) =>
        spec.Algorithm == CodecAlgorithm.Lz4 ? new K4osLz4Codec(spec) : new ZstdSharpCodec(spec);

    private static string Library(Assembly assembly)
    {
        AssemblyName name = assembly.GetName();
        return $"{name.Name} {name.Version?.ToString(3)}";
    }
}
