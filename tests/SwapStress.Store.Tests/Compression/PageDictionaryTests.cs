using SwapStress.Primitives;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Compression;

public sealed class PageDictionaryTests
{
    public static TheoryData<string> Providers => ["native", "managed"];

    [Theory, MemberData(nameof(Providers))]
    public void Pages_shrink_further_with_a_dictionary(string provider)
    {
        long plain = Compressed(Codecs.Find(provider, "zstd:3"));
        long with = Compressed(Codecs.Find(provider, "zstd:3,dict"));
        Assert.InRange(with, 1, plain * 97 / 100);
    }

    [Theory, MemberData(nameof(Providers))]
    public void Contexts_share_one_dictionary(string provider)
    {
        CodecChoice choice = Codecs.Find(provider, "zstd,dict");
        using PageCodec first = choice.Create();
        byte[] buffer = new byte[2 * PageSize.Bytes];
        byte[] back = new byte[PageSize.Bytes];
        byte[] page = Pages.OfRuntime(77);
        int length = first.Compress(page, buffer);
        first.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using PageCodec second = choice.Create();
        Assert.True(second.TryDecompress(buffer.AsSpan(0, length), back));
        Assert.Equal(page, back);
    }

    [Theory, MemberData(nameof(Providers))]
    public void A_blob_needs_its_dictionary(string provider)
    {
        using PageCodec with = Codecs.Find(provider, "zstd,dict").Create();
        using PageCodec without = Codecs.Find(provider, "zstd").Create();
        byte[] buffer = new byte[2 * PageSize.Bytes];
        int length = with.Compress(Pages.OfRuntime(77), buffer);
        Assert.False(without.TryDecompress(buffer.AsSpan(0, length), new byte[PageSize.Bytes]));
    }

    [Theory, MemberData(nameof(Providers))]
    public void Too_few_samples_are_refused_in_one_line_that_says_what_to_write(string provider)
    {
        CodecChoice choice = Codecs.Untrained(provider, "zstd:5,dict");
        Assert.False(
            PageDictionary.TryTrain(choice, 3, (page, to) => Pages.Text(page).CopyTo(to), out _, out var error)
        );
        Assert.Contains("write 'zstd:5'", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        // Pages of one word are no samples: they never reach the codec.
        Assert.False(PageDictionary.TryTrain(choice, 900, (_, to) => to.Clear(), out _, out error));
        Assert.Contains("there are 0", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_with_a_dictionary_makes_no_codec_before_it_is_trained() =>
        Assert.Throws<InvalidOperationException>(() => Codecs.Untrained("native", "zstd,dict").Create());

    [Fact]
    public void A_provider_without_dictionaries_is_named()
    {
        Assert.True(CodecSpec.TryParse("zstd,dict", out CodecSpec spec, out _));
        Assert.False(new CodecCatalog(new Plain()).TryResolve(spec, providerName: null, out _, out string? error));
        Assert.Contains("plain: libplain 1 has no dictionaries; write 'zstd'", error, StringComparison.Ordinal);
    }

    private static long Compressed(CodecChoice choice)
    {
        const int Count = 512;
        using var device = new ZramDevice(new ZramOptions(Count, choice));
        for (uint slot = 0; slot < Count; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, Pages.OfRuntime((int)slot * 5)));
        return device.Memory.ComprDataSizeBytes;
    }

    private sealed class Plain : ICodecProvider
    {
        public string Name => "plain";

        public IReadOnlyList<CodecStatus> Algorithms { get; } =
        [new CodecStatus(CodecAlgorithm.Zstd, "libplain 1", MissingReason: null)];

        public PageCodec Create(CodecSpec spec) => throw new NotSupportedException();
    }
}
