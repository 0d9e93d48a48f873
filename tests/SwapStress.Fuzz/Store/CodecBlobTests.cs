using SwapStress.Fuzz.Engine;
using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Fuzz.Store;

/// <summary>
/// Damaged blobs in every codec of every provider. Source and target end, or begin, at pages that nobody may touch.
/// </summary>
public sealed class CodecBlobTests
{
    private const int CorpusSize = 80;
    private const int SourceBytes = 3 * PageSize.Bytes;

    public static TheoryData<string, string> All() => Codecs.All();

    [Theory, MemberData(nameof(All))]
    public void A_damaged_blob_is_refused_or_a_whole_page(string provider, string spec)
    {
        using PageCodec codec = Codecs.Find(provider, spec).Create();
        (byte[] Page, byte[] Blob)[] corpus = [.. Enumerable.Range(0, CorpusSize).Select(i => Compress(codec, i))];
        using GuardedBuffer source = new(SourceBytes);
        using GuardedBuffer target = GuardedBuffer.OfPage();
        byte[] first = new byte[PageSize.Bytes];
        byte[] scratch = new byte[SourceBytes];
        Fuzzer.Run(
            $"{provider} {spec}".Replace(':', '-'),
            inputs: 30_000,
            input =>
            {
                byte[] blob = input.Pick(corpus).Blob;
                blob.CopyTo(scratch, 0);
                int length = Damage.Apply(input, scratch, blob.Length, input.Pick(corpus).Blob);
                Span<byte> damaged = input.Chance(50) ? source.Last(length) : source.First(length);
                scratch.AsSpan(0, length).CopyTo(damaged);
                // A whole page, which both guards touch, or a shorter target.
                Span<byte> page = target.Last(input.Chance(90) ? PageSize.Bytes : 1 + input.Below(PageSize.Bytes - 1));
                page.Fill(0x5a);
                if (codec.TryDecompress(damaged, page))
                    AssertAllWritten(codec, damaged, page, first);
                Assert.True(damaged.SequenceEqual(scratch.AsSpan(0, length)), "the source was written to");
                if (input.Below(16) == 0)
                    AssertReads(codec, input.Pick(corpus), target);
            }
        );
    }

    /// <summary>Decompressed again over other bytes it gives the same: none of them was there before.</summary>
    private static void AssertAllWritten(PageCodec codec, ReadOnlySpan<byte> blob, Span<byte> page, Span<byte> first)
    {
        first = first[..page.Length];
        page.CopyTo(first);
        page.Fill(0xa5);
        Assert.True(codec.TryDecompress(blob, page), "accepted once, and refused the second time");
        Assert.True(page.SequenceEqual(first), "accepted, and not all of the page was written");
    }

    /// <summary>What a refused blob leaves behind in the context does no harm to the next one.</summary>
    private static void AssertReads(PageCodec codec, (byte[] Page, byte[] Blob) whole, GuardedBuffer target)
    {
        Span<byte> page = target.First(PageSize.Bytes);
        Assert.True(codec.TryDecompress(whole.Blob, page), "a whole blob was refused");
        Assert.True(page.SequenceEqual(whole.Page), "a whole blob gave another page");
    }

    private static (byte[] Page, byte[] Blob) Compress(PageCodec codec, int number)
    {
        byte[] page = Pages.Any(number);
        byte[] buffer = new byte[2 * PageSize.Bytes];
        return (page, buffer[..codec.Compress(page, buffer)]);
    }
}
