using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Store.Tests;

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
        return data;
    }

    public static CodecChoice Find(string provider, string spec)
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
}
