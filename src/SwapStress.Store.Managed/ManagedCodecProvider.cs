using System.Reflection;
using K4os.Compression.LZ4;
using SwapStress.Store.Compression;

namespace SwapStress.Store.Managed;

/// <summary>Codecs in managed code, for hosts without liblz4 and libzstd.</summary>
internal sealed class ManagedCodecProvider : ICodecProvider
{
    /// <summary>The name as <c>--codec-provider</c> spells it.</summary>
    public const string ProviderName = "managed";

    public string Name => ProviderName;

    public IReadOnlyList<CodecStatus> Algorithms { get; } =
    [
        new CodecStatus(CodecAlgorithm.Lz4, Library(typeof(LZ4Codec).Assembly), MissingReason: null),
        new CodecStatus(CodecAlgorithm.Zstd, Library(typeof(ZstdSharp.Compressor).Assembly), MissingReason: null)
        {
            TakesDictionary = true,
        },
    ];

    public PageCodec Create(CodecSpec spec) =>
        spec.Algorithm == CodecAlgorithm.Lz4 ? new K4osLz4Codec(spec) : new ZstdSharpCodec(spec);

    public byte[] Train(ReadOnlySpan<byte> pages, int bytesMax, out string? whyNot) =>
        ZstdSharpDictionary.Train(pages, bytesMax, out whyNot);

    public CodecDictionary Load(CodecSpec spec, byte[] bytes) =>
        spec.Algorithm == CodecAlgorithm.Zstd
            ? new ZstdSharpDictionary(spec, bytes)
            : throw new NotSupportedException($"{spec} takes no dictionary from the provider managed.");

    private static string Library(Assembly assembly)
    {
        AssemblyName name = assembly.GetName();
        return $"{name.Name} {name.Version?.ToString(3)}";
    }
}
