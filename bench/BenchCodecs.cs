using SwapStress.Harness;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Bench;

/// <summary>The codecs by the names that the tables show.</summary>
internal static class BenchCodecs
{
    public static readonly CodecCatalog Catalog = new(new NativeCodecProvider(), new ManagedCodecProvider());

    /// <summary>zstd's levels that are measured.</summary>
    private static readonly int[] Levels = [1, 3, 9];

    /// <summary>All that are there, zstd at some levels: <c>native/lz4</c>, <c>native/zstd:1</c> and so on.</summary>
    public static IEnumerable<string> Names() => All().Select(NameOf);

    public static CodecChoice Find(string name) => All().First(c => NameOf(c) == name);

    /// <summary>The preferred provider's codec.</summary>
    public static CodecChoice Preferred(CodecAlgorithm algorithm) =>
        Catalog.Available().First(c => c.Spec.Algorithm == algorithm);

    /// <summary>The codec of a spec, with a dictionary trained from these pages if it is to have one.</summary>
    /// <exception cref="UsageException">There is no such codec here, or too little to train it from.</exception>
    public static CodecChoice Of(string text, PageSet pages)
    {
        if (
            !CodecSpec.TryParse(text, out CodecSpec spec, out string? error)
            || !Catalog.TryResolve(spec, providerName: null, out CodecChoice? choice, out error)
        )
            throw new UsageException(error);
        if (!spec.HasDictionary)
            return choice;
        return PageDictionary.TryTrain(
            choice,
            pages.Length,
            (page, content) => pages[page].CopyTo(content),
            out CodecChoice? trained,
            out error
        )
            ? trained
            : throw new UsageException(error);
    }

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
