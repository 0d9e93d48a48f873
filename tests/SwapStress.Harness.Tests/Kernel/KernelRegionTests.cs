using System.Runtime.InteropServices;
using SwapStress.Harness.Content;
using SwapStress.Harness.Regions;
using SwapStress.Primitives;

namespace SwapStress.Harness.Tests.Kernel;

/// <summary>
/// The region in the memory of this process. It adds up with and without swap: paging out does nothing without any.
/// </summary>
public sealed class KernelRegionTests
{
    private const int Pages = 64;
    private const int Threads = 4;
    private const int Passes = 200;

    public KernelRegionTests() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.SystemPageSize == PageSize.Bytes,
            "the kernel backend is for Linux with pages of 4 KiB"
        );

    [Fact]
    public void Additions_of_all_threads_are_there_while_it_is_paged_out()
    {
        using var region = new KernelRegion(Pages, swap: null);
        byte[] content = new byte[PageSize.Bytes];
        for (int page = 0; page < Pages; page++)
        {
            MemoryMarshal.Write(content.AsSpan(8), (ulong)page + 1);
            region.WritePage(page, content);
        }
        Thread[] adders =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(_ => new Thread(() =>
                {
                    for (int pass = 0; pass < Passes; pass++)
                    {
                        for (int page = 0; page < Pages; page++)
                        {
                            region.FetchAdd(page, out ulong stamp);
                            if (stamp != (ulong)page + 1)
                                throw new InvalidOperationException($"page {page} has stamp {stamp}");
                        }
                    }
                })),
        ];
        foreach (Thread adder in adders)
            adder.Start();
        while (adders.Any(adder => adder.IsAlive))
            region.PageOut(0, Pages);
        foreach (Thread adder in adders)
            adder.Join();
        for (int page = 0; page < Pages; page++)
            Assert.Equal((ulong)(Threads * Passes), region.Read(page, 0));
        Assert.Empty(region.CheckQuiescent());
    }

    [Fact]
    public void Filled_lines_are_where_the_counter_says()
    {
        using var region = new KernelRegion(2, swap: null);
        byte[] expected = new byte[PageSize.Bytes];
        region.WritePage(1, expected);
        for (ulong update = 0; update < 5; update++)
            Assert.Equal(update, region.FetchAddFill(1, key: 9, out _));
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(expected.AsSpan());
        words[0] = 5;
        FillLine.WriteAll(words, 1, key: 9, counter: 5);
        byte[] found = new byte[PageSize.Bytes];
        region.ReadPage(1, found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_first_touch_is_an_access_that_faulted()
    {
        using var region = new KernelRegion(Pages, swap: null);
        for (int page = 0; page < Pages; page++)
            region.FetchAdd(page, out _);
        Assert.InRange(region.ReadStatistics().SwapIn.Total.Count, Pages / 2, Pages);
    }

    [Fact]
    public void Nobody_foretells_its_losses()
    {
        using var region = new KernelRegion(1, swap: null);
        Assert.Null(region.ForetoldLosses(0));
        Assert.Null(region.CausesOf(0));
        Assert.Equal(0, region.FirstLossTimestamp);
    }

    [Fact]
    public void A_page_or_word_beyond_the_end_is_refused()
    {
        using var region = new KernelRegion(1, swap: null);
        Assert.Throws<ArgumentOutOfRangeException>(() => region.FetchAdd(1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => region.FetchAdd(-1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => region.Read(0, PageSize.Words));
    }

    [Fact]
    public void An_access_allocates_nothing()
    {
        using var region = new KernelRegion(Pages, swap: null);
        Touch(region);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Touch(region);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Touch(KernelRegion region)
    {
        for (int page = 0; page < Pages; page++)
        {
            region.FetchAdd(page, out _);
            region.FetchAddFill(page, 1, out _);
        }
        region.PageOut(0, Pages);
    }
}
