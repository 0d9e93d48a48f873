using SwapStress.Store;

namespace SwapStress.Paging.Tests;

/// <summary>The paths of accesses, faults and evictions allocate no managed memory: not one byte.</summary>
public sealed class AllocationTests
{
    private const int Pages = 600;

    /// <summary>Seconds of sweeps, should nothing ever get in the way.</summary>
    private const int SweepsMax = 100_000;

    [Theory]
    [MemberData(nameof(Make.AllSyncs), MemberType = typeof(Make))]
    public void Accesses_faults_and_evictions_allocate_nothing(string sync)
    {
        using var device = new RamDevice(Pages, needsStableWrites: true);
        using AddressSpace space = Make.Space(Pages, device, sync);
        byte[] content = new byte[4096];
        void Everything()
        {
            for (int page = 0; page < Pages; page++)
                space.FetchAdd(page, 1, out _);
            space.PageOut(0, Pages);
            for (int page = 0; page < Pages; page++)
                space.Read(page, 0);
            // Read-only mappings that are written: reuse.
            for (int page = 0; page < Pages; page++)
                space.WritePage(page, content);
            space.PageOut(0, Pages);
            for (int page = 0; page < Pages; page++)
            {
                using PinnedPage pinned = space.PinForWriting(page);
                pinned.Words[2] = 1;
            }
            space.Zap(0, Pages / 2);
        }
        for (int warmUp = 0; warmUp < 3; warmUp++)
            Everything();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Everything();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(space.ReadStatistics().MajorFaults >= Pages);
    }

    [Theory]
    [MemberData(nameof(Make.AllSyncs), MemberType = typeof(Make))]
    public void Contended_paths_allocate_nothing_either(string sync)
    {
        // Waiters, losers and refaults: workers and the swapper in each other's way.
        using var device = new RamDevice(65, readDelay: new ReadDelay(200_000, DelayKind.Sleep));
        using AddressSpace space = Make.Space(64, device, sync);
        const int Threads = 12;
        long[] allocated = new long[Threads + 1];
        using var warm = new Barrier(Threads);
        bool stop = false;
        void Sweep(int id)
        {
            for (int i = 0; i < 64; i++)
                space.FetchAdd(id % 2 == 0 ? i : 63 - i, 1, out _);
        }
        Worker swapper = Worker.Start(() =>
        {
            long before = 0;
            for (int i = 0; !Volatile.Read(ref stop); i++)
            {
                if (i == 100)
                    before = GC.GetAllocatedBytesForCurrentThread();
                space.PageOut(0, 64);
            }
            allocated[Threads] = before == 0 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Worker[] workers =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(id =>
                    Worker.Start(() =>
                    {
                        Sweep(id);
                        warm.SignalAndWait();
                        Sweep(id);
                        long before = GC.GetAllocatedBytesForCurrentThread();
                        // Where the swapper gets going late, until it is in somebody's way.
                        for (int i = 0; i < 20 || (i < SweepsMax && space.ReadStatistics().Refaults == 0); i++)
                            Sweep(id);
                        allocated[id] = GC.GetAllocatedBytesForCurrentThread() - before;
                    })
                ),
        ];
        Array.ForEach(workers, worker => worker.Join());
        Volatile.Write(ref stop, true);
        swapper.Join();

        // The ghost's list of the first 64 stale installs is filled in place; nothing else may allocate.
        Assert.All(allocated, bytes => Assert.Equal(0, bytes));
        Assert.True(space.ReadStatistics().Refaults > 0);
    }
}
