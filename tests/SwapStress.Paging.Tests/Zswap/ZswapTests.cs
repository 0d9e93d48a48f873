using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Tests.Zswap;

public sealed class ZswapTests
{
    private const int Pages = 64;

    [Fact]
    public void A_page_that_is_stored_never_reaches_the_device_and_comes_back()
    {
        using var device = new RamDevice(Pages) { FailReads = true, FailWrites = true };
        using AddressSpace space = Make.Space(Pages, device, "prepare-tick", Make.Zswap);
        space.WritePage(0, Noise(1, 1000));
        Assert.Equal(1, space.PageOut(0, 1));
        Assert.Equal((1L, 1L, 0L), Read(space, s => (s.Stores, s.StoredPages, s.SameFilledPages)));
        Assert.True(Read(space, s => s.PoolTotalSize) >= PageSize.Bytes);
        Assert.Empty(space.CheckQuiescent());

        byte[] back = new byte[PageSize.Bytes];
        space.ReadPage(0, back);
        Assert.Equal(Noise(1, 1000), back);
        // The slot was freed when the page was mapped, and its entry with it.
        Assert.Equal((1L, 0L, 0L), Read(space, s => (s.Loads, s.StoredPages, s.PoolTotalSize)));
        Assert.Equal(0, space.ReadStatistics().SwapOuts);
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_of_one_word_takes_no_room_and_is_not_on_the_LRU()
    {
        using var device = new RamDevice(Pages) { FailReads = true, FailWrites = true };
        using AddressSpace space = Make.Space(Pages, device, "cached", Make.Zswap);
        byte[] page = new byte[PageSize.Bytes];
        page.AsSpan().Fill(0x5a);
        space.WritePage(0, page);
        space.PageOut(0, 1);

        Assert.Equal((1L, 1L, 0L), Read(space, s => (s.StoredPages, s.SameFilledPages, s.PoolTotalSize)));
        Assert.Empty(space.Mm.Zswap!.Entries.ByAge());
        Assert.Equal(0x5a5a5a5a5a5a5a5aUL, space.Read(0, 511));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_does_not_shrink_goes_to_the_device()
    {
        using var device = new RamDevice(Pages);
        using AddressSpace space = Make.Space(Pages, device, "cached", Make.Zswap);
        space.WritePage(0, Noise(1, PageSize.Bytes));
        space.PageOut(0, 1);

        Assert.Equal((1L, 0L, 0L), Read(space, s => (s.RejectCompressPoor, s.StoredPages, s.PoolTotalSize)));
        Assert.Equal(1, space.ReadStatistics().SwapOuts);
        byte[] back = new byte[PageSize.Bytes];
        space.ReadPage(0, back);
        Assert.Equal(Noise(1, PageSize.Bytes), back);
        Assert.Empty(space.CheckQuiescent());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_load_into_the_swap_cache_takes_the_entry_and_marks_the_folio_dirty(bool fix)
    {
        // Mostly empty, so that the folio keeps its slot.
        using var device = new RamDevice(1000);
        using AddressSpace space = Make.Space(Pages, device, "cached", Make.Zswap with { ExclusiveFix = fix });
        space.FetchAdd(0, 7, out _);
        space.PageOut(0, 1);
        space.Read(0, 0);
        Assert.Equal(0, Read(space, s => s.StoredPages));
        Assert.Empty(space.CheckQuiescent());

        // Clean as far as the PTE knows; dropped without being stored again it would be lost.
        Assert.Equal(1, space.PageOut(0, 1));
        Assert.Equal(2, Read(space, s => s.Stores));
        Assert.Equal(7u, space.Read(0, 0));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_load_into_a_private_folio_takes_the_entry_only_without_the_fix(bool fix, long stored)
    {
        using var device = new RamDevice(Pages);
        using AddressSpace space = Make.Space(Pages, device, "prepare-tick", Make.Zswap with { ExclusiveFix = fix });
        space.FetchAdd(0, 7, out _);
        space.PageOut(0, 1);
        var gate = new Gate();
        space.Mm.Parking.AfterPrivateRead = gate.Pass;
        Worker reader = Worker.Start(() => space.Read(0, 0));
        gate.AwaitParked();
        Assert.Equal(stored, Read(space, s => s.StoredPages));
        gate.Open();
        reader.Join();
        Assert.Equal(7u, space.Read(0, 0));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_full_pool_rejects_until_it_is_below_the_threshold()
    {
        using ZswapFixture zswap = new(pageCount: 20, maxPoolPercent: 50);
        int queued = 0;
        zswap.Cache.QueueShrink = () => queued++;
        // 10 pages are the limit; 4000 bytes take a page each. The one that finds the pool over it is rejected.
        int stored = 0;
        while (zswap.TryStore((uint)stored + 1, Noise(stored, 3800)))
            stored++;
        Assert.True(zswap.Cache.IsFull);
        Assert.Equal((1L, 1), (zswap.Cache.Counters.PoolLimitHit, queued));
        // No longer full, but not below 90 percent: 9 pages.
        uint freed = 0;
        while (zswap.Cache.IsFull)
            zswap.Cache.Invalidate(++freed);
        Assert.False(zswap.Cache.CanAccept);
        Assert.False(zswap.TryStore(100, Noise(100, 3800)));
        Assert.Equal((1L, 2), (zswap.Cache.Counters.PoolLimitHit, queued));
        while (!zswap.Cache.CanAccept)
            zswap.Cache.Invalidate(++freed);
        Assert.True(zswap.TryStore(100, Noise(100, 3800)));
        Assert.Equal(2, queued);
    }

    [Fact]
    public void A_rejected_store_still_drops_the_old_entry_of_its_slot()
    {
        using ZswapFixture zswap = new(pageCount: 20, maxPoolPercent: 50);
        Assert.True(zswap.TryStore(1, Noise(1, 100)));
        Assert.False(zswap.TryStore(1, Noise(2, PageSize.Bytes)));
        Assert.Null(zswap.Cache.PeekContent(1));
        Assert.Equal((0L, 0L), (zswap.Cache.Counters.StoredPages, zswap.Cache.Pool.PagesUsed));
    }

    [Fact]
    public void The_LRU_gives_the_entries_in_the_order_of_their_stores()
    {
        using ZswapFixture zswap = new(pageCount: 1000, maxPoolPercent: 100);
        for (uint slot = 1; slot <= 5; slot++)
            Assert.True(zswap.TryStore(slot, Noise((int)slot, 500)));
        // Stored again it is the youngest; freed it is gone; put back after a failure it is the youngest.
        Assert.True(zswap.TryStore(2, Noise(9, 500)));
        zswap.Cache.Invalidate(3);
        Assert.True(zswap.Cache.TryIsolateOldest(out int entry, out uint first));
        Assert.Equal(1u, first);
        zswap.Cache.Putback(first, entry, written: false);

        List<uint> order = [];
        while (zswap.Cache.TryIsolateOldest(out entry, out uint slot))
        {
            order.Add(slot);
            zswap.Cache.Putback(slot, entry, written: true);
        }
        Assert.Equal([4, 5, 2, 1], order);
        Assert.Equal((0L, 0L), (zswap.Cache.Counters.StoredPages, zswap.Cache.Pool.PagesUsed));
        Assert.Equal(0, zswap.Cache.Entries.CountUsed());
    }

    [Fact]
    public void An_entry_that_is_freed_while_it_is_held_is_readable_until_it_is_put()
    {
        using ZswapFixture zswap = new(pageCount: 1000, maxPoolPercent: 100);
        zswap.TryStore(1, Noise(1, 500));
        Assert.True(zswap.Cache.TryIsolateOldest(out int entry, out uint slot));
        zswap.Cache.Invalidate(1);
        zswap.TryStore(1, Noise(2, 500));
        Assert.False(zswap.Cache.IsCurrent(slot, entry));
        byte[] page = new byte[PageSize.Bytes];
        Assert.True(zswap.Cache.Decompress(entry, page));
        Assert.Equal(Noise(1, 500), page);
        zswap.Cache.Putback(slot, entry, written: true);
        // The slot's new entry is not the one that was written.
        Assert.Equal(1, zswap.Cache.Counters.StoredPages);
        Assert.NotNull(zswap.Cache.PeekContent(1));
    }

    [Fact]
    public void Writeback_moves_the_oldest_pages_to_the_device_and_frees_their_frames_later()
    {
        using var device = new RamDevice(Pages + 1);
        using AddressSpace space = Make.Space(Pages, device, "prepare-tick", Make.Zswap with { MaxPoolPercent = 20 });
        for (int page = 0; page < Pages; page++)
            space.WritePage(page, Noise(page, 2500));
        // Page by page, so that the shrinker, which is waited for, sees room being needed again and again.
        for (int page = 0; page < Pages; page++)
        {
            space.PageOut(page, 1);
            space.Mm.ZswapShrinker!.Flush();
        }
        ZswapStatistics counted = space.ReadZswapStatistics()!.Value;
        Assert.True(counted is { PoolLimitHit: > 0, WrittenBackPages: > 0, StoredPages: > 0 });
        Assert.True(counted.PoolTotalSize <= (20 * Pages / 100 + 8) * PageSize.Bytes);
        Assert.Empty(space.CheckQuiescent());
        byte[] back = new byte[PageSize.Bytes];
        for (int page = 0; page < Pages; page++)
        {
            space.ReadPage(page, back);
            Assert.Equal(Noise(page, 2500), back);
        }
        Assert.Equal((0L, 0L), Read(space, s => (s.OnlyCopiesDropped, s.StaleWritebacks)));
        StormTests.AssertNothingLeft(space);
    }

    [Fact]
    public void A_page_whose_writeback_fails_on_the_device_is_kept()
    {
        using var device = new RamDevice(Pages) { FailWrites = true };
        using AddressSpace space = Make.Space(Pages, device, "prepare-tick", Make.Zswap);
        space.FetchAdd(0, 7, out _);
        space.PageOut(0, 1);
        Shrink(space);
        Assert.Equal(1, space.ReadStatistics().SwapWriteFailures);
        Assert.Empty(space.CheckQuiescent());
        Assert.Equal(7u, space.Read(0, 0));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void Stores_loads_and_writebacks_allocate_nothing()
    {
        using var device = new RamDevice(Pages + 1);
        using AddressSpace space = Make.Space(Pages, device, "prepare-tick", Make.Zswap with { MaxPoolPercent = 20 });
        byte[] content = Noise(1, 2500);
        var writeback = new ZswapWriteback(
            space.Mm,
            space.Mm.Zswap!,
            new SwapCacheClaim(space.Mm, space.Sync),
            Make.Zswap
        );
        void Everything()
        {
            for (int page = 0; page < Pages; page++)
                space.WritePage(page, content);
            space.PageOut(0, Pages);
            // On this thread, so that it is counted.
            writeback.Shrink();
        }
        for (int warmUp = 0; warmUp < 5; warmUp++)
            Everything();
        long start = GC.GetAllocatedBytesForCurrentThread();
        Everything();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
        Assert.True(Read(space, s => s.WrittenBackPages) > 0);
    }

    private static void Shrink(AddressSpace space)
    {
        space.Mm.ZswapShrinker!.Queue();
        space.Mm.ZswapShrinker!.Flush();
    }

    internal static T Read<T>(AddressSpace space, Func<ZswapStatistics, T> what) =>
        what(space.ReadZswapStatistics()!.Value);

    /// <summary>A page whose first bytes do not compress.</summary>
    internal static byte[] Noise(int seed, int bytes)
    {
        byte[] page = new byte[PageSize.Bytes];
        new Random(seed).NextBytes(page.AsSpan(0, bytes));
        return page;
    }
}
