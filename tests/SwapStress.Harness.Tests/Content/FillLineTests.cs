using System.IO.Compression;
using System.Runtime.InteropServices;
using SwapStress.Harness.Content;
using SwapStress.Primitives;

namespace SwapStress.Harness.Tests.Content;

public sealed class FillLineTests
{
    private const ulong Key = 5;

    [Fact]
    public void Each_update_fills_the_line_behind_the_last()
    {
        ulong[] page = new ulong[PageSize.Words];
        for (ulong before = 0; before < FillLine.Count; before++)
        {
            Assert.All(page[LineOf(before)], word => Assert.Equal(0ul, word));
            FillLine.Write(page, 3, Key, before);
            Assert.All(page[LineOf(before)], word => Assert.NotEqual(0ul, word));
        }
        Assert.All(page[..FillLine.Words], word => Assert.Equal(0ul, word));
        // No word repeats anywhere.
        Assert.Equal(FillLine.Count * FillLine.Words, page[FillLine.Words..].Distinct().Count());
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(ulong.MaxValue)]
    public void Later_updates_fill_nothing(ulong before)
    {
        ulong[] page = new ulong[PageSize.Words];
        FillLine.Write(page, 3, Key, before);
        Assert.All(page, word => Assert.Equal(0ul, word));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(ulong.MaxValue)]
    public void A_counter_tells_all_filled_lines(ulong counter)
    {
        ulong[] one = new ulong[PageSize.Words];
        ulong[] all = new ulong[PageSize.Words];
        for (ulong before = 0; before < Math.Min(counter, 100); before++)
            FillLine.Write(one, 3, Key, before);
        FillLine.WriteAll(all, 3, Key, counter);
        Assert.Equal(one, all);
    }

    [Fact]
    public void Page_key_and_update_make_the_bytes()
    {
        ulong[][] lines = [Line(3, Key, 7), Line(4, Key, 7), Line(3, Key + 1, 7), Line(3, Key, 8)];
        Assert.Equal(lines[0], Line(3, Key, 7));
        Assert.Equal(lines.Length, lines.Select(line => line[0]).Distinct().Count());
    }

    [Fact]
    public void The_compressed_page_grows_by_a_line_with_each_update()
    {
        ulong[] page = new ulong[PageSize.Words];
        long length = CompressedLength(page);
        for (ulong before = 0; before < FillLine.Count; before++)
        {
            FillLine.Write(page, 3, Key, before);
            long longer = CompressedLength(page);
            Assert.InRange(longer - length, 32, 128);
            length = longer;
        }
        Assert.InRange(length, FillLine.Count * 64, PageSize.Bytes + 64);
    }

    private static Range LineOf(ulong before) =>
        (((int)before + 1) * FillLine.Words)..(((int)before + 2) * FillLine.Words);

    private static ulong[] Line(int page, ulong key, ulong before)
    {
        ulong[] words = new ulong[PageSize.Words];
        FillLine.Write(words, page, key, before);
        return words[LineOf(before)];
    }

    private static long CompressedLength(ulong[] page)
    {
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(MemoryMarshal.AsBytes<ulong>(page));
        return compressed.Length;
    }
}
