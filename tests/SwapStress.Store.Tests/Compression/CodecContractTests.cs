using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Store.Tests.Compression;

/// <summary>What every codec of every provider must do.</summary>
public sealed class CodecContractTests
{
    public static TheoryData<string, string> All() => Codecs.All();

    [Theory, MemberData(nameof(All))]
    public void Pages_of_all_kinds_come_back(string provider, string spec)
    {
        using PageCodec codec = Codecs.Find(provider, spec).Create();
        byte[] buffer = new byte[2 * PageSize.Bytes];
        byte[] back = new byte[PageSize.Bytes];
        for (int seed = 0; seed < 500; seed++)
        {
            byte[] page = Pages.Any(seed);
            int length = codec.Compress(page, buffer);
            Assert.InRange(length, 1, buffer.Length);
            Array.Fill(back, (byte)0xa5);
            Assert.True(codec.TryDecompress(buffer.AsSpan(0, length), back));
            Assert.Equal(page, back);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void What_does_not_fit_is_reported_as_zero_and_nothing_is_written_beyond(string provider, string spec)
    {
        using PageCodec codec = Codecs.Find(provider, spec).Create();
        byte[] page = Pages.OfRuntime(100);
        byte[] buffer = new byte[2 * PageSize.Bytes];
        int length = codec.Compress(page, buffer);
        foreach (int room in new[] { 0, 1, 16, length / 2, length - 1 })
        {
            Array.Fill(buffer, (byte)0xa5);
            Assert.Equal(0, codec.Compress(page, buffer.AsSpan(0, room)));
            Assert.Equal(-1, buffer.AsSpan(room).IndexOfAnyExcept((byte)0xa5));
        }
        Assert.Equal(0, codec.Compress(Pages.Random(1), buffer.AsSpan(0, PageSize.Bytes - 1)));
    }

    [Theory, MemberData(nameof(All))]
    public void Blobs_are_read_by_every_provider(string provider, string spec)
    {
        CodecChoice writer = Codecs.Find(provider, spec);
        using PageCodec codec = writer.Create();
        byte[] buffer = new byte[2 * PageSize.Bytes];
        byte[] back = new byte[PageSize.Bytes];
        foreach (CodecChoice other in Codecs.Catalog.Available().Where(c => c.Spec.Algorithm == writer.Spec.Algorithm))
        {
            using PageCodec reader = writer.Spec.HasDictionary
                ? other.Provider.Load(other.Spec, Codecs.RuntimeDictionary.Value).CreateCodec()
                : other.Create();
            for (int seed = 0; seed < 100; seed++)
            {
                byte[] page = Pages.Any(seed);
                int length = codec.Compress(page, buffer);
                Assert.True(reader.TryDecompress(buffer.AsSpan(0, length), back));
                Assert.Equal(page, back);
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Rubbish_is_refused_and_touches_nothing_outside_the_page(string provider, string spec)
    {
        const int Guard = 256;
        using PageCodec codec = Codecs.Find(provider, spec).Create();
        byte[] buffer = new byte[2 * PageSize.Bytes];
        byte[] arena = new byte[PageSize.Bytes + (2 * Guard)];
        Array.Fill(arena, (byte)0xa5);
        Span<byte> page = arena.AsSpan(Guard, PageSize.Bytes);
        var random = new Random(42);
        for (int round = 0; round < 5_000; round++)
        {
            int length = codec.Compress(Pages.Any(round), buffer);
            int kept = length;
            switch (round % 4)
            {
                case 0:
                    kept = random.Next(length);
                    break;
                case 1:
                    random.NextBytes(buffer.AsSpan(0, length));
                    break;
                default:
                    for (int flips = random.Next(1, 8); flips > 0; flips--)
                        buffer[random.Next(length)] ^= (byte)(1 << random.Next(8));
                    break;
            }
            bool whole = codec.TryDecompress(buffer.AsSpan(0, kept), page);
            // Flipped literals may still make a page; a cut blob cannot.
            if (round % 4 == 0)
                Assert.False(whole, $"round {round}: {kept} of {length} bytes gave a page");
            Assert.Equal(-1, arena.AsSpan(0, Guard).IndexOfAnyExcept((byte)0xa5));
            Assert.Equal(-1, arena.AsSpan(Guard + PageSize.Bytes).IndexOfAnyExcept((byte)0xa5));
        }
        Assert.False(codec.TryDecompress([], page));
        // The context still works.
        int last = codec.Compress(Pages.Text(1), buffer);
        Assert.True(codec.TryDecompress(buffer.AsSpan(0, last), page));
    }

    [Theory, MemberData(nameof(All))]
    public void A_blob_of_another_length_is_refused(string provider, string spec)
    {
        using PageCodec codec = Codecs.Find(provider, spec).Create();
        byte[] buffer = new byte[2 * PageSize.Bytes];
        int length = codec.Compress(Pages.Text(3).AsSpan(0, PageSize.Bytes - 1), buffer);
        Assert.False(codec.TryDecompress(buffer.AsSpan(0, length), new byte[PageSize.Bytes]));
        length = codec.Compress([.. Pages.Text(3), 1], buffer);
        Assert.False(codec.TryDecompress(buffer.AsSpan(0, length), new byte[PageSize.Bytes]));
    }

    /// <summary>Found by fuzzing the managed lz4: it gave whatever the target had held before.</summary>
    [Theory]
    [InlineData("native")]
    [InlineData("managed")]
    public void A_match_at_offset_0_is_refused_or_gives_nothing_of_what_was_there(string provider)
    {
        // 22 literals, a match of 10 bytes at offset 0, and 4,064 literals.
        byte[] letters = [.. Enumerable.Repeat((byte)'A', 4064)];
        byte[] blob = [0xf6, 7, .. letters[..22], 0, 0, 0xf0, .. Enumerable.Repeat((byte)255, 15), 224, .. letters];
        using PageCodec codec = Codecs.Find(provider, "lz4").Create();
        byte[] page = new byte[PageSize.Bytes];
        Array.Fill(page, (byte)0xa5);
        if (codec.TryDecompress(blob, page))
            Assert.DoesNotContain((byte)0xa5, page);
    }

    [Theory, MemberData(nameof(All))]
    public void Nothing_managed_is_allocated(string provider, string spec)
    {
        using PageCodec codec = Codecs.Find(provider, spec).Create();
        byte[][] pages = [.. Enumerable.Range(0, 20).Select(Pages.Any)];
        byte[] buffer = new byte[2 * PageSize.Bytes];
        byte[] back = new byte[PageSize.Bytes];
        Allocations.AssertNone(() =>
        {
            foreach (byte[] page in pages)
            {
                int length = codec.Compress(page, buffer);
                codec.TryDecompress(buffer.AsSpan(0, length), back);
            }
        });
    }
}
