using SwapStress.Primitives;
using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zram;

/// <summary>What a compaction frees, one thread at a time or with another one stopped in the middle.</summary>
public sealed class CompactionTests
{
    private const uint Slots = 512;

    [Fact]
    public void It_frees_exactly_what_the_statistics_say()
    {
        using ZramDevice device = Sparse(out byte[]?[] kept);
        DeviceMemory before = device.Memory;
        long freeable = device.Pool.Statistics().Sum(c => c.PagesFreeable);
        Assert.True(freeable > 20, $"only {freeable} pages to free");

        Assert.Equal(freeable, device.Compact());
        Assert.Equal(0, device.Pool.Statistics().Sum(c => c.PagesFreeable));
        // Nothing else has changed, and there is nothing left to do.
        DeviceMemory expected = before with
        {
            MemUsedTotalBytes = before.MemUsedTotalBytes - (freeable * PageSize.Bytes),
            PagesCompacted = freeable,
        };
        Assert.Equal(expected, device.Memory);
        Assert.Equal(0, device.Compact());
        Assert.Equal(expected, device.Memory);
        AssertHolds(device, kept);
    }

    [Fact]
    public void Each_class_keeps_one_zspage_that_is_not_full_at_most_as_empty_as_it_must_be()
    {
        using ZramDevice device = Sparse(out _);
        device.Compact();
        Assert.All(
            device.Pool.Statistics(),
            c => Assert.InRange(c.ObjectsAllocated - c.ObjectsInUse, 0, c.Geometry.ObjectsPerZspage - 1)
        );
    }

    [Fact]
    public void Pages_that_have_a_page_each_stay()
    {
        using ZramDevice device = ZramDeviceTests.Create(8);
        for (uint slot = 0; slot < 8; slot++)
            device.Write(slot, Pages.Random((int)slot));
        device.NotifySlotFree(3);
        Assert.Equal(0, device.Compact());
        Assert.Equal(7 * PageSize.Bytes, device.Memory.MemUsedTotalBytes);
    }

    [Fact]
    public void A_reset_forgets_the_count()
    {
        using ZramDevice device = Sparse(out _);
        Assert.NotEqual(0, device.Compact());
        device.Reset();
        Assert.Equal(0, device.Memory.PagesCompacted);
        Assert.Equal(0, device.Compact());
    }

    [Fact]
    public unsafe void A_slot_that_is_held_keeps_its_object_where_it_is()
    {
        using ZramDevice device = Sparse(out byte[]?[] kept);
        nint[] before = Locations(device);
        for (uint slot = 0; slot < Slots; slot++)
            device.Slots[slot].Lock = 1;
        Assert.Equal(0, device.Compact());
        Assert.Equal(before, Locations(device));
        for (uint slot = 0; slot < Slots; slot++)
            device.Slots[slot].Lock = 0;
        Assert.NotEqual(0, device.Compact());
        Assert.NotEqual(before, Locations(device));
        AssertHolds(device, kept);
    }

    /// <summary>A read that is stopped between finding its object and decompressing it.</summary>
    [Fact]
    public void A_read_in_progress_is_not_disturbed()
    {
        var codec = new HookedCodec(Codecs.Any());
        using ZramDevice device = Sparse(out byte[]?[] kept, codec.Choice);
        uint slot = (uint)Array.FindIndex(kept, page => page is not null);
        byte[] page = new byte[PageSize.Bytes];
        long freed = 0;
        codec.Decompressing = () =>
        {
            codec.Decompressing = null;
            freed = OnAnotherThread(() => Churn(device, kept));
        };
        Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
        Assert.Equal(kept[slot], page);
        Assert.NotEqual(0, freed);
        AssertHolds(device, kept);
    }

    /// <summary>Planted bug: the same, by who moves objects without their slot's lock.</summary>
    [Fact]
    public void A_planted_bug_that_moves_without_the_slots_lock_is_caught()
    {
        var codec = new HookedCodec(Codecs.Any());
        using ZramDevice device = Sparse(out byte[]?[] kept, codec.Choice);
        uint slot = FirstToMove(device, kept);
        byte[] page = new byte[PageSize.Bytes];
        codec.Decompressing = () =>
        {
            codec.Decompressing = null;
            OnAnotherThread(() =>
            {
                MoveWithoutLocks(device);
                return Churn(device, kept);
            });
        };
        DeviceStatus status = device.Read(slot, page);
        Assert.False(status == DeviceStatus.Ok && page.AsSpan().SequenceEqual(kept[slot]), "nobody was disturbed");
    }

    /// <summary>The location word has changed and the bytes have not followed.</summary>
    [Fact]
    public unsafe void A_copy_that_was_not_made_is_caught()
    {
        using ZramDevice device = Sparse(out byte[]?[] kept);
        uint slot = FirstToMove(device, kept);
        ZramSlot* entry = device.Slots + slot;
        byte[] blob = device.CopyBlob(slot);
        ZsCompaction compaction = device.Pool.Compaction;
        Assert.True(compaction.TryBegin());
        compaction.Offer(entry->Handle);
        compaction.End();
        Assert.Equal(blob, device.CopyBlob(slot));
        // As if the copy had not been made.
        device.Pool.Map(entry->Handle, entry->Length).Clear();
        Assert.Throws<Xunit.Sdk.TrueException>(() => AssertHolds(device, kept));
    }

    [Fact]
    public void A_planted_bug_that_leaves_a_zspage_isolated_is_caught()
    {
        using ZramDevice device = Sparse(out _);
        Assert.True(device.Pool.Compaction.TryBegin());
        Assert.Contains(device.CheckIntegrity(), v => v.Contains("left isolated", StringComparison.Ordinal));
        device.Pool.Compaction.End();
        Assert.Empty(device.CheckIntegrity());
    }

    [Fact]
    public void Freeing_and_writing_meanwhile_leave_nothing_behind()
    {
        using ZramDevice device = Sparse(out byte[]?[] kept);
        ZsCompaction compaction = device.Pool.Compaction;
        Assert.True(compaction.TryBegin());
        // Everything in isolated zspages and elsewhere goes; some of it comes back, into what is not isolated.
        for (uint slot = 0; slot < Slots; slot++)
            device.NotifySlotFree(slot);
        Assert.Equal(0, device.Memory.MemUsedTotalBytes);
        for (uint slot = 0; slot < 10; slot++)
            device.Write(slot, kept[slot] = Pages.Text((int)slot));
        // Freed by their owners, not by the compaction.
        Assert.Equal(0, compaction.End());
        Array.Clear(kept, 10, kept.Length - 10);
        AssertHolds(device, kept);
    }

    [Fact]
    public unsafe void A_zspage_stays_isolated_when_one_of_its_objects_is_freed()
    {
        using ZramDevice device = Sparse(out byte[]?[] kept);
        Assert.True(device.Pool.Compaction.TryBegin());
        uint slot = (uint)Array.FindIndex(kept, page => page is not null);
        while (kept[slot] is null || !IsIsolatedWithOthers(device.Slots[slot].Handle))
            slot++;
        Zspage* zspage = ZspageOf(device.Slots[slot].Handle);
        device.NotifySlotFree(slot);
        kept[slot] = null;
        Assert.Equal(FullnessGroup.Isolated, zspage->Fullness);
        device.Pool.Compaction.End();
        AssertHolds(device, kept);

        static bool IsIsolatedWithOthers(ZsHandle handle) =>
            ZspageOf(handle)->Fullness == FullnessGroup.Isolated && ZspageOf(handle)->InUse > 1;
    }

    /// <summary>What is isolated is room all the same: writes take it before new pages, as without a compaction.</summary>
    [Fact]
    public void It_never_makes_the_pool_grow()
    {
        long without = PagesAfterRefill(isCompacting: false, out _);
        long during = PagesAfterRefill(isCompacting: true, out long afterBegin);
        Assert.Equal(without, during);
        Assert.True(during > afterBegin);
    }

    [Fact]
    public void A_second_compaction_returns_at_once()
    {
        using ZramDevice device = Sparse(out _);
        Assert.True(device.Pool.Compaction.TryBegin());
        Assert.Equal(0, device.Compact());
        Assert.True(device.Pool.Statistics().Sum(c => c.ZspagesByFullness[FullnessGroup.Isolated]) > 0);
        device.Pool.Compaction.End();
        Assert.NotEqual(0, device.Compact());
    }

    /// <summary>An object that was written but belongs to no slot yet stays, and keeps its zspage.</summary>
    [Fact]
    public void An_object_of_nobody_stays()
    {
        using ZramDevice device = Sparse(out byte[]?[] kept);
        ZsHandle[] mine = [.. Enumerable.Range(0, 200).Select(i => device.Pool.TryAllocate(40 + (i * 10), false))];
        foreach (ZsHandle handle in mine)
            device.Pool.Map(handle, 40).Fill(0x5a);
        nint[] before = [.. mine.Select(LocationOf)];
        device.Compact();
        Assert.Equal(before, mine.Select(LocationOf));
        foreach (ZsHandle handle in mine)
        {
            Assert.Equal(-1, device.Pool.Map(handle, 40).IndexOfAnyExcept((byte)0x5a));
            device.Pool.Free(handle);
        }
        AssertHolds(device, kept);
    }

    /// <summary>After random frees the pool is about as dense again as a fresh one.</summary>
    [Fact]
    public void It_brings_the_density_back()
    {
        uint count = (uint)Pages.RuntimeCount * 4;
        using ZramDevice device = ZramDeviceTests.Create(count);
        for (uint slot = 0; slot < count; slot++)
            device.Write(slot, Pages.OfRuntime((int)slot));
        double fresh = Density(device);
        var random = new Random(1);
        for (uint slot = 0; slot < count; slot++)
        {
            if (random.Next(2) == 0)
                device.NotifySlotFree(slot);
        }
        Assert.True(Density(device) > 1.2 * fresh, $"{Density(device):0.000} after frees, {fresh:0.000} before");
        device.Compact();
        // One zspage a class is not full; it weighs twice as much with half of the data.
        Assert.InRange(Density(device), 1.0, 1 + ((fresh - 1) * 3));
        Assert.Empty(device.CheckIntegrity());
    }

    /// <summary>Damage is known by the object, wherever it lies; what lies in two objects stays.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_objects_stay_known(int seed)
    {
        var codec = new HookedCodec(Codecs.Any());
        var random = new Random(seed);
        using var device = new ZramDevice(
            new ZramOptions(Slots, codec.Choice) { AllocationFailurePercent = 100, AllocationWaitNs = 1 }
        );
        byte[]?[] written = new byte[Slots][];
        for (uint slot = 0; slot < Slots; slot++)
            device.Write(slot, written[slot] = slot % 2 == 0 ? PageFor(slot) : PartlyRandom(slot));
        for (int i = 0; i < 60; i++)
        {
            // A page of text becomes one as long as those that are stored beside it.
            uint victim = (uint)random.Next((int)Slots) & ~1u;
            byte[] changing = [.. PageFor(victim)];
            codec.Compressed = () =>
            {
                codec.Compressed = null;
                PartlyRandom(victim).CopyTo(changing, 0);
            };
            device.Write(victim, changing);
            written[victim] = changing;
        }
        Assert.True(device.IoStat.Overruns > 10);
        for (uint slot = 0; slot < Slots; slot++)
        {
            if (random.Next(3) != 0)
                continue;
            device.NotifySlotFree(slot);
            written[slot] = null;
        }
        (bool Ok, string Bytes, long Damage, long Own)[] before = Observe();
        Assert.Contains(before, slot => slot.Damage != 0 && slot.Own == 0);
        Assert.Contains(before, slot => slot.Own != 0);
        uint[] overruns =
        [
            .. Enumerable.Range(0, (int)Slots).Where(slot => before[slot].Own != 0).Select(s => (uint)s),
        ];
        nint[] locations = Locations(device);
        Assert.NotEqual(0, device.Compact());
        Assert.Equal(before, Observe());
        nint[] moved = Locations(device);
        Assert.All(overruns, slot => Assert.Equal(locations[slot], moved[slot]));
        Assert.Contains(overruns, slot => IsInSparseZspage(device, slot));
        for (uint slot = 0; slot < Slots; slot++)
        {
            byte[] back = new byte[PageSize.Bytes];
            if (device.GhostDamagedBy(slot) != 0)
                continue;
            Assert.Equal(DeviceStatus.Ok, device.Read(slot, back));
            Assert.True((written[slot] ?? Pages.Same(0)).AsSpan().SequenceEqual(back), $"slot {slot}");
        }
        Assert.Empty(device.CheckIntegrity());

        (bool, string, long, long)[] Observe() =>
            [
                .. Enumerable
                    .Range(0, (int)Slots)
                    .Select(slot =>
                    {
                        byte[] page = new byte[PageSize.Bytes];
                        bool ok = device.Read((uint)slot, page) == DeviceStatus.Ok;
                        // The tail of what is too long lies where others may be put at any time.
                        long own = device.GhostOverrunOf((uint)slot);
                        return (
                            ok && own == 0,
                            ok && own == 0 ? Convert.ToHexString(page) : "",
                            device.GhostDamagedBy((uint)slot),
                            own
                        );
                    }),
            ];
    }

    /// <summary>A device with half of its slots freed at random, of pages in few size classes.</summary>
    private static ZramDevice Sparse(out byte[]?[] kept, Store.Compression.CodecChoice? codec = null)
    {
        var device = new ZramDevice(new ZramOptions(Slots, codec ?? Codecs.Any()));
        kept = new byte[Slots][];
        for (uint slot = 0; slot < Slots; slot++)
            device.Write(slot, kept[slot] = PageFor(slot));
        var random = new Random(7);
        foreach (int slot in Enumerable.Range(0, (int)Slots).OrderBy(_ => random.Next()).Take((int)Slots / 2))
        {
            device.NotifySlotFree((uint)slot);
            kept[slot] = null;
        }
        return device;
    }

    private static byte[] PageFor(uint slot) => slot % 2 == 0 ? Pages.Text((int)slot) : Pages.NearZero((int)slot);

    /// <summary>A page whose blob is 2 to 3 KiB long.</summary>
    private static byte[] PartlyRandom(uint seed)
    {
        byte[] page = Pages.Random((int)seed);
        page.AsSpan(2048 + (int)(seed * 37 % 1024)).Clear();
        return page;
    }

    private static double Density(ZramDevice device) =>
        device.Memory.MemUsedTotalBytes / (double)device.Memory.ComprDataSizeBytes;

    /// <summary>Compacts, and writes over all the room that this leaves.</summary>
    private static long Churn(ZramDevice device, byte[]?[] kept)
    {
        long freed = device.Compact();
        for (uint slot = 0; slot < Slots; slot++)
        {
            if (kept[slot] is null)
                device.Write(slot, kept[slot] = PageFor(slot + Slots));
        }
        return freed;
    }

    /// <summary>Pages of a sparse device once its slots are written again, before and in a compaction.</summary>
    private static long PagesAfterRefill(bool isCompacting, out long sparsePages)
    {
        using ZramDevice device = Sparse(out byte[]?[] kept);
        if (isCompacting)
            Assert.True(device.Pool.Compaction.TryBegin());
        sparsePages = device.Pool.PagesUsed;
        for (uint slot = 0; slot < Slots; slot++)
        {
            if (kept[slot] is null)
                device.Write(slot, kept[slot] = PageFor(slot));
        }
        long pages = device.Pool.PagesUsed;
        if (isCompacting)
            device.Pool.Compaction.End();
        AssertHolds(device, kept);
        return pages;
    }

    private static unsafe void MoveWithoutLocks(ZramDevice device)
    {
        ZsCompaction compaction = device.Pool.Compaction;
        Assert.True(compaction.TryBegin());
        for (uint slot = 0; slot < Slots; slot++)
        {
            if (!device.Slots[slot].Handle.IsNone)
                compaction.Offer(device.Slots[slot].Handle);
        }
        compaction.End();
    }

    /// <summary>A slot whose object a compaction moves.</summary>
    private static unsafe uint FirstToMove(ZramDevice device, byte[]?[] kept)
    {
        Assert.True(device.Pool.Compaction.TryBegin());
        uint found = Slots;
        for (uint slot = 0; slot < Slots && found == Slots; slot++)
        {
            if (kept[slot] is not null && ZspageOf(device.Slots[slot].Handle)->Fullness == FullnessGroup.Isolated)
                found = slot;
        }
        device.Pool.Compaction.End();
        Assert.NotEqual(Slots, found);
        return found;
    }

    /// <summary>Whether its zspage is among those that a compaction would empty, did nothing hold it back.</summary>
    private static unsafe bool IsInSparseZspage(ZramDevice device, uint slot)
    {
        Assert.True(device.Pool.Compaction.TryBegin());
        bool isIsolated = ZspageOf(device.Slots[slot].Handle)->Fullness == FullnessGroup.Isolated;
        device.Pool.Compaction.End();
        return isIsolated;
    }

    private static unsafe Zspage* ZspageOf(ZsHandle handle) => new ZsLocation(*(ulong*)handle.Address).Zspage;

    private static unsafe nint LocationOf(ZsHandle handle) => *(nint*)handle.Address;

    private static unsafe nint[] Locations(ZramDevice device)
    {
        nint[] locations = new nint[Slots];
        for (uint slot = 0; slot < Slots; slot++)
            locations[slot] = device.Slots[slot].Handle.IsNone ? 0 : LocationOf(device.Slots[slot].Handle);
        return locations;
    }

    private static long OnAnotherThread(Func<long> work)
    {
        long result = 0;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (InvalidOperationException exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        return result;
    }

    private static void AssertHolds(ZramDevice device, byte[]?[] expected)
    {
        Assert.Empty(device.CheckIntegrity());
        byte[] page = new byte[PageSize.Bytes];
        for (uint slot = 0; slot < expected.Length; slot++)
        {
            bool ok = device.Read(slot, page) == DeviceStatus.Ok;
            Assert.True(ok && (expected[slot] ?? Pages.Same(0)).AsSpan().SequenceEqual(page), $"slot {slot}");
        }
    }
}
