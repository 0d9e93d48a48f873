using SwapStress.Paging.Swap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Tests.Swap;

public sealed class SlotAllocatorTests
{
    [Fact]
    public void The_header_is_never_given_out_and_every_other_slot_is_given_out_once()
    {
        using var map = new SwapMap(1000);
        var allocator = new SlotAllocator(map);
        uint[] slots = new uint[2000];

        Assert.Equal(999, allocator.Allocate(slots));
        Assert.Equal(Enumerable.Range(1, 999).Select(i => (uint)i), slots[..999].Order());
        Assert.Equal(0, allocator.Allocate(slots.AsSpan(0, 1)));
        Assert.True(map.Read(0).IsBad);
    }

    [Fact]
    public void On_a_full_device_the_slot_that_was_just_freed_is_the_next_to_be_used()
    {
        using var map = new SwapMap(8192);
        var allocator = new SlotAllocator(map);
        allocator.Allocate(new uint[8191]);
        foreach (uint freed in new uint[] { 5000, 17, 8191, 1, 4096 })
        {
            allocator.Free([freed]);
            uint again = 0;
            Assert.Equal(1, allocator.Allocate(new Span<uint>(ref again)));
            Assert.Equal(freed, again);
        }
    }

    [Fact]
    public void Free_clusters_are_used_in_the_order_in_which_they_became_free()
    {
        using var map = new SwapMap(4 * SwapMap.ClusterSlots);
        var allocator = new SlotAllocator(map, SlotScan.Global);
        allocator.Allocate(new uint[(4 * SwapMap.ClusterSlots) - 1]);
        foreach (uint cluster in new uint[] { 3, 1 })
        {
            for (uint i = 0; i < SwapMap.ClusterSlots; i++)
                allocator.Free([(cluster * SwapMap.ClusterSlots) + i]);
        }
        uint[] slots = new uint[2 * SwapMap.ClusterSlots];
        allocator.Allocate(slots);

        Assert.Equal(3u * SwapMap.ClusterSlots, slots[0]);
        Assert.Equal(1u * SwapMap.ClusterSlots, slots[SwapMap.ClusterSlots]);
    }

    [Theory]
    [InlineData(SlotScan.PerCpu, 2u, 5u)]
    [InlineData(SlotScan.Global, 7u, 9u)]
    public void A_scan_goes_on_where_its_processor_or_anybody_stopped(SlotScan scan, uint second, uint third)
    {
        using var map = new SwapMap(16);
        var allocator = new SlotAllocator(map, scan);
        allocator.Allocate(0, new uint[15]);
        foreach (uint slot in new uint[] { 2, 5, 6, 7, 9 })
            allocator.Free([slot]);
        // Processor 0 has come to the end and begins again; 1 has not begun.
        Assert.Equal(2u, Take(0));
        allocator.Free([2]);
        Assert.Equal(5u, Take(0));
        Assert.Equal(6u, Take(0));
        Assert.Equal(second, Take(1));
        Assert.Equal(third, scan == SlotScan.PerCpu ? TakeAfterFreeing(1) : Take(1));

        uint Take(int processor)
        {
            uint slot = 0;
            Assert.Equal(1, allocator.Allocate(processor, new Span<uint>(ref slot)));
            return slot;
        }

        uint TakeAfterFreeing(int processor)
        {
            allocator.Free([5]);
            return Take(processor);
        }
    }

    /// <summary>As in the kernel, where a trunk has 64 MiB: a processor that has filled one goes to another.</summary>
    [Theory]
    [InlineData(SlotScan.PerCpu)]
    [InlineData(SlotScan.Global)]
    public void A_device_of_many_trunks_is_handed_out_whole(SlotScan scan)
    {
        const uint Slots = (3 << SlotAllocator.TrunkShift) + 100;
        using var map = new SwapMap(Slots);
        var allocator = new SlotAllocator(map, scan);
        uint[] slots = new uint[Slots];
        Assert.Equal((int)Slots - 1, allocator.Allocate(slots));
        Assert.Equal(Slots - 1, (uint)slots[..^1].Distinct().Count());
        // Every other one is free again, so that no cluster is.
        foreach (uint slot in slots[..^1].Where(slot => slot % 2 == 0))
            allocator.Free([slot]);
        while (allocator.FreeSlots > 0)
            Assert.Equal(1, allocator.Allocate(slots.AsSpan(0, 1)));
        var violations = new List<string>();
        allocator.Check(violations);
        Assert.Empty(violations);
    }

    [Fact]
    public void Freeing_a_slot_that_is_in_use_is_noticed()
    {
        using var map = new SwapMap(16);
        var allocator = new SlotAllocator(map);
        uint slot = 0;
        allocator.Allocate(new Span<uint>(ref slot));
        map.TryDuplicate(slot);

        allocator.Free([slot]);
        Assert.Equal(1, map.Errors.Count);
        Assert.True(map.Errors.IsKeptBack(slot));
        Assert.False(map.DropUse(slot + 1, 1));
        Assert.Equal(2, map.Errors.Count);
        Assert.Equal(allocator.TotalSlots - 1, allocator.FreeSlots);
    }

    /// <summary>What Kairui Song says of raising the count: an entry that is being freed gets a count again.</summary>
    [Fact]
    public void An_entry_that_is_counted_up_while_it_is_freed_is_kept_back_until_nobody_uses_it()
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(4, device, "swap-count");
        space.FetchAdd(0, 5, out _);
        space.PageOut(0, 1);
        SwapArea swap = space.Mm.Swap;
        var gate = device.BeforeSlotFree = new Gate();
        Worker last = Worker.Start(() => space.Zap(0, 1));
        gate.AwaitParked();
        // The last use has been dropped, and the slot has not gone back yet.
        Assert.True(swap.Map.TryDuplicate(1));
        gate.Open();
        last.Join();
        Assert.Equal(1, swap.Map.Errors.Count);
        Assert.Equal(1, space.ReadStatistics().SwapMapErrors);
        swap.Free(new SwapEntry(1));
        Assert.True(swap.Map.Read(1).HasCache);

        Assert.Empty(space.CheckQuiescent());
        Assert.True(swap.Map.Read(1).IsFree);
        StormTests.AssertNothingLeft(space);
    }

    [Fact]
    public void The_slot_caches_are_on_while_plenty_is_free_and_park_slots_as_cached()
    {
        using var map = new SwapMap((uint)(SlotCache.Size * 8 * PerProcessor.Count) + 1);
        var allocator = new SlotAllocator(map);
        var cache = new SlotCache(allocator, allocator.Free);
        uint slot = cache.Allocate();
        Assert.Equal(SlotCache.Size - 1, cache.Parked().Count());
        cache.Free(slot);

        Assert.Contains(slot, cache.Parked());
        Assert.True(map.Read(slot).HasCache);
        Assert.Equal(PrepareResult.Exists, map.Prepare(slot));
        cache.Drain();
        Assert.Empty(cache.Parked());
        Assert.Equal(allocator.TotalSlots, allocator.FreeSlots);
    }

    [Fact]
    public void On_a_device_as_small_as_the_reproducers_the_slot_caches_turn_off_and_hand_out_the_last_slot()
    {
        using var map = new SwapMap((uint)(SlotCache.Size * 8 * PerProcessor.Count) + 1);
        var allocator = new SlotAllocator(map);
        var cache = new SlotCache(allocator, allocator.Free);
        for (long left = allocator.TotalSlots; left > 0; left--)
            Assert.NotEqual(0u, cache.Allocate());

        Assert.Equal(0u, cache.Allocate());
        Assert.Empty(cache.Parked());
        cache.Free(7);
        Assert.Equal(7u, cache.Allocate());
    }
}
