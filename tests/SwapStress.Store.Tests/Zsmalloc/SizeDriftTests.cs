using System.Runtime.InteropServices;
using SwapStress.Primitives;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zsmalloc;

/// <summary>Objects whose sizes change over time: the pool takes little more than it used at the peak.</summary>
public sealed partial class SizeDriftTests
{
    private const int Objects = 16_384;
    private const int StepBytes = 64;
    private const double ResidentPerUsedMax = 1.25;

    /// <summary>In order, as a sweep does, or one here and one there; upwards and back down.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_pool_holds_stays_near_what_it_used_at_the_peak(bool shuffled)
    {
        using var pool = new ZsPool();
        Drift(pool, shuffled, usedMax => CheckHeld(pool, usedMax));
        Assert.Empty(pool.CheckIntegrity());
    }

    /// <summary>What the host says, of the addresses of the pool alone.</summary>
    [Fact]
    public void What_the_host_holds_for_the_pool_is_what_the_pool_says()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("mincore is asked, which is Linux's");
        using var source = new SlabSpy();
        using var pool = new ZsPool(source);
        Drift(
            pool,
            shuffled: true,
            usedMax =>
            {
                CheckHeld(pool, usedMax);
                long resident = source.ResidentBytes();
                Assert.InRange(resident, pool.PagesUsed << PageSize.Shift, pool.HeldBytes);
            }
        );
    }

    private static void CheckHeld(ZsPool pool, long usedMax)
    {
        // Two huge pages: the one that was begun last, and what descriptors and handles take of a small pool.
        long bound = (long)(ResidentPerUsedMax * usedMax) + (2 * SlabPage.SlabBytes);
        Assert.InRange(pool.HeldBytes, pool.PagesUsed << PageSize.Shift, bound);
    }

    private static void Drift(ZsPool pool, bool shuffled, Action<long> afterStep)
    {
        var random = new Random(1);
        var handles = new ZsHandle[Objects];
        long usedMax = 0;
        int[] order = [.. Enumerable.Range(0, Objects)];
        IEnumerable<int> up = Enumerable.Range(1, PageSize.Bytes / StepBytes).Select(step => step * StepBytes);
        foreach (int length in up.Concat(up.Reverse()))
        {
            if (shuffled)
                random.Shuffle(order);
            foreach (int i in order)
            {
                // As a write to a slot of zram does: the new object before the old one goes.
                ZsHandle handle = pool.TryAllocate(length, mayWait: false);
                pool.Map(handle, length).Fill((byte)i);
                usedMax = Math.Max(usedMax, pool.PagesUsed << PageSize.Shift);
                pool.Free(handles[i]);
                handles[i] = handle;
            }
            Assert.Equal(-1, pool.Map(handles[order[0]], length).IndexOfAnyExcept((byte)order[0]));
            afterStep(usedMax);
        }
    }

    /// <summary>Knows the slabs by the chunks that it gives out.</summary>
    private sealed unsafe partial class SlabSpy : ChunkSource
    {
        private readonly HashSet<nint> _slabs = [];

        public override void* TryAllocate(int bytes, bool mayWait)
        {
            void* chunk = base.TryAllocate(bytes, mayWait);
            _slabs.Add((nint)chunk & ~(SlabPage.SlabBytes - 1));
            return chunk;
        }

        public long ResidentBytes()
        {
            long resident = 0;
            byte[] pages = new byte[SlabPage.SlabBytes / Environment.SystemPageSize];
            foreach (nint slab in _slabs)
            {
                Assert.Equal(0, Mincore((void*)slab, SlabPage.SlabBytes, pages));
                resident += pages.Count(page => (page & 1) != 0) * (long)Environment.SystemPageSize;
            }
            return resident;
        }

        [LibraryImport("libc", EntryPoint = "mincore")]
        private static partial int Mincore(void* address, nuint length, [Out] byte[] pages);
    }
}
