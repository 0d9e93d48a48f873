using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Bench;

/// <summary>The codecs by the names that the tables show.</summary>
internal static class BenchCodecs
{
    private static readonly CodecCatalog Catalog = new(new NativeCodecProvider(), new ManagedCodecProvider());

    /// <summary>All that are there: <c>native/lz4</c> and so on.</summary>
    public static IEnumerable<string> Names() => Catalog.Available().Select(c => $"{c.Provider.Name}/{c.Spec}");

    /// <summary>The codec of a name.</summary>
    public static CodecChoice Find(string name) =>
        Catalog.Available().First(c => $"{c.Provider.Name}/{c.Spec}" == name);

    /// <summary>The preferred provider's codec.</summary>
    public static CodecChoice Preferred(CodecAlgorithm algorithm) =>
        Catalog.Available().First(c => c.Spec.Algorithm == algorithm);
}
