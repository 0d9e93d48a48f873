using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Testing;

/// <summary>The codecs to test: every algorithm of every provider that is there.</summary>
internal static class Codecs
{
    public static readonly CodecCatalog Catalog = new(new NativeCodecProvider(), new ManagedCodecProvider());

    public static TheoryData<string, string> All()
    {
        TheoryData<string, string> data = [];
        foreach (CodecChoice choice in Catalog.Available())
            data.Add(choice.Provider.Name, choice.Spec.ToString());
        data.Add(NativeCodecProvider.ProviderName, "zstd:-5");
        data.Add(NativeCodecProvider.ProviderName, "zstd:9");
        data.Add(NativeCodecProvider.ProviderName, "zstd:3,dict");
        data.Add(ManagedCodecProvider.ProviderName, "zstd:3,dict");
        return data;
    }

    /// <summary>The codec of a spec, with the dictionary that all tests share if it has one.</summary>
    public static CodecChoice Find(string provider, string spec)
    {
        CodecChoice choice = Untrained(provider, spec);
        return choice.Spec.HasDictionary
            ? choice with
            {
                Dictionary = choice.Provider.Load(choice.Spec, RuntimeDictionary.Value),
            }
            : choice;
    }

    /// <summary>The same without the dictionary.</summary>
    public static CodecChoice Untrained(string provider, string spec)
    {
        Assert.True(CodecSpec.TryParse(spec, out CodecSpec parsed, out string? error), error);
        if (!Catalog.TryResolve(parsed, provider, out CodecChoice? choice, out error))
            Assert.Skip($"skipped: {error}");
        return choice;
    }

    public static CodecChoice Any(string spec = "lz4")
    {
        Assert.True(CodecSpec.TryParse(spec, out CodecSpec parsed, out string? error), error);
        Assert.True(Catalog.TryResolve(parsed, providerName: null, out CodecChoice? choice, out error), error);
        return choice;
    }

    /// <summary>Trained from CoreLib by the first provider that can; the others read it.</summary>
    public static readonly Lazy<byte[]> RuntimeDictionary = new(() =>
    {
        Assert.True(CodecSpec.TryParse("zstd,dict", out CodecSpec spec, out string? error), error);
        Assert.True(Catalog.TryResolve(spec, providerName: null, out CodecChoice? choice, out error), error);
        Assert.True(
            PageDictionary.TryTrain(
                choice,
                Pages.RuntimeCount,
                (page, to) => Pages.OfRuntime(page).CopyTo(to),
                out CodecChoice? trained,
                out error
            ),
            error
        );
        return trained.Dictionary!.Bytes.ToArray();
    });
}
