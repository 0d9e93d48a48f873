using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Bench;

/// <summary>The codecs by the names that the tables show.</summary>
internal static class BenchCodecs
{
    /// <summary>Every provider.</summary>
    public static readonly CodecCatalog Catalog = new(new NativeCodecProvider(), new ManagedCodecProvider());

    /// <summary>zstd's levels that are measured.</summary>
    private static readonly int[] Levels = [1, 3, 9];

    /// <summary>All that are there, zstd at some levels: <c>native/lz4</c>, <c>native/zstd:1</c> and so on.</summary>
    public static IEnumerable<string> Names() => All().Select(NameOf);

    /// <summary>The codec of a name.</summary>
    public static CodecChoice Find(string name) => All().First(c => NameOf(c) == name);

    /// <summary>The preferred provider's codec.</summary>
    public static CodecChoice Preferred(CodecAlgorithm algorithm) =>
        Catalog.Available().First(c => c.Spec.Algorithm == algorithm);

    private static IEnumerable<CodecChoice> All() =>
        Catalog
            .Available()
            .SelectMany(c =>
                c.Spec.Algorithm == CodecAlgorithm.Zstd
                    ? Levels.Select(level => c with { Spec = c.Spec with { Level = level } })
                    : [c]
            );

    private static string NameOf(CodecChoice choice) => $"{choice.Provider.Name}/{choice.Spec}";
}
