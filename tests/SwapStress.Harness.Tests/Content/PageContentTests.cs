using SwapStress.Harness.Content;
using SwapStress.Primitives;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Content;

public sealed class PageContentTests
{
    [Fact]
    public void Stamps_are_never_zero_and_differ()
    {
        PageContent content = Load(new ContentSpec(ContentKind.Zero));
        ulong[] stamps = Enumerable.Range(0, 100_000).Select(content.StampOf).ToArray();
        Assert.DoesNotContain(0ul, stamps);
        Assert.Equal(stamps.Length, stamps.Distinct().Count());
        Assert.NotEqual(content.StampOf(7), Load(new ContentSpec(ContentKind.Zero), seed: 2).StampOf(7));
    }

    [Theory]
    [InlineData("runtime")]
    [InlineData("zero")]
    [InlineData("random")]
    public void A_page_is_the_same_each_time_and_opens_with_counter_and_stamp(string kind)
    {
        PageContent content = Load(ContentSpec.Parse(kind));
        byte[] first = Fill(content, 3);
        Assert.Equal(first, Fill(content, 3));
        Assert.Equal(0ul, BitConverter.ToUInt64(first));
        Assert.Equal(content.StampOf(3), BitConverter.ToUInt64(first, 8));
        Assert.Equal(kind != "zero", first.AsSpan(16).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Runtime_content_is_the_core_library_first()
    {
        byte[] library = File.ReadAllBytes(typeof(object).Assembly.Location);
        Assert.Equal(library[4112..8192], Fill(Load(ContentSpec.Runtime), 1)[16..]);
    }

    [Fact]
    public void A_short_file_repeats()
    {
        using TestDirectory directory = new TestDirectory().With("f", "abc");
        PageContent content = Load(ContentSpec.Parse("file:" + directory["f"]));
        // Byte 16 of page 1 is byte 4112 of the repetition, and 4112 = 3 * 1370 + 2.
        Assert.Equal("cab"u8.ToArray(), Fill(content, 1)[16..19]);
    }

    [Fact]
    public void A_file_that_is_not_there_or_empty_is_a_usage_error()
    {
        using TestDirectory directory = new TestDirectory().With("empty", "");
        Assert.Throws<UsageException>(() => Load(ContentSpec.Parse("file:" + directory["none"])));
        Assert.Throws<UsageException>(() => Load(ContentSpec.Parse("file:" + directory["empty"])));
        Assert.EndsWith(
            "is a directory; name a file with data",
            Assert.Throws<UsageException>(() => Load(ContentSpec.Parse("file:" + directory.Path))).Message
        );
        if (OperatingSystem.IsLinux())
            Assert.EndsWith(
                "is no ordinary file; name a file with data",
                Assert.Throws<UsageException>(() => Load(ContentSpec.Parse("file:/dev/zero"))).Message
            );
        Assert.Throws<UsageException>(() => ContentSpec.Parse("file:"));
        Assert.Throws<UsageException>(() => ContentSpec.Parse("text"));
    }

    private static byte[] Fill(PageContent content, int page)
    {
        byte[] bytes = new byte[PageSize.Bytes];
        content.Fill(page, bytes);
        return bytes;
    }

    private static PageContent Load(ContentSpec spec, ulong seed = 1) =>
        PageContent.Load(spec, 64 * PageSize.Bytes, seed);
}
