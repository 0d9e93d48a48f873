using SwapStress.Primitives;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zsmalloc;

public sealed class ZsPoolTests
{
    [Fact]
    public void Pages_are_counted_exactly()
    {
        using var pool = new ZsPool();
        List<ZsHandle> handles = [];
        SizeClassGeometry geometry = pool.Table.Geometry(pool.Table.IndexFor(3000));
        for (int i = 1; i <= 5 * geometry.ObjectsPerZspage; i++)
        {
            handles.Add(pool.TryAllocate(3000, mayWait: false));
            int zspages = (i + geometry.ObjectsPerZspage - 1) / geometry.ObjectsPerZspage;
            Assert.Equal(zspages * geometry.PagesPerZspage, pool.PagesUsed);
        }
        Assert.Empty(pool.CheckIntegrity());
        handles.ForEach(pool.Free);
        Assert.Equal(0, pool.PagesUsed);
        Assert.Empty(pool.CheckIntegrity());
    }

    [Fact]
    public void The_fullest_zspage_is_taken_first()
    {
        using var pool = new ZsPool();
        int objects = pool.Table.Geometry(pool.Table.IndexFor(100)).ObjectsPerZspage;
        ZsHandle[] handles = [.. Enumerable.Range(0, 2 * objects).Select(_ => pool.TryAllocate(100, mayWait: false))];
        // Nearly empty the first zspage, and take one out of the second: the next object goes to the second.
        foreach (ZsHandle handle in handles[1..objects])
            pool.Free(handle);
        pool.Free(handles[objects]);
        ZsHandle next = pool.TryAllocate(100, mayWait: false);
        Assert.True(ZspageOf(next) == ZspageOf(handles[objects + 1]));
        Assert.False(ZspageOf(next) == ZspageOf(handles[0]));
    }

    [Fact]
    public void A_refusal_is_a_result_and_leaves_nothing_behind()
    {
        var source = new RefusingSource();
        using (var pool = new ZsPool(source))
        {
            source.Refuses = _ => true;
            Assert.True(pool.TryAllocate(100, mayWait: true).IsNone);
            int requests = 0;
            source.Refuses = _ => ++requests == 2;
            Assert.True(pool.TryAllocate(100, mayWait: false).IsNone);
            Assert.Equal(0, source.Chunks);
            Assert.Equal(0, pool.PagesUsed);
            source.Refuses = _ => false;
            Assert.False(pool.TryAllocate(100, mayWait: false).IsNone);
            Assert.Empty(pool.CheckIntegrity());
        }
        Assert.Equal(0, source.Chunks);
    }

    [Fact]
    public void Freeing_twice_is_refused()
    {
        using var pool = new ZsPool();
        ZsHandle kept = pool.TryAllocate(100, mayWait: false);
        ZsHandle handle = pool.TryAllocate(100, mayWait: false);
        pool.Free(handle);
        Assert.Throws<InvalidOperationException>(() => pool.Free(handle));
        pool.Free(kept);
        Assert.Empty(pool.CheckIntegrity());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(PageSize.Bytes + 1)]
    public void Impossible_lengths_are_refused(int length)
    {
        using var pool = new ZsPool();
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.TryAllocate(length, mayWait: false));
    }

    [Fact]
    public void A_pool_agrees_with_a_dictionary() =>
        OperationSequences.Check(
            sequences: 100,
            length: 400,
            operations =>
            {
                using var pool = new ZsPool();
                Dictionary<ZsHandle, (int Length, byte Fill)> model = [];
                foreach (int operation in operations)
                {
                    int argument = operation >> 2;
                    if (operation % 3 != 0 || model.Count == 0)
                    {
                        int length = (argument % PageSize.Bytes) + 1;
                        ZsHandle handle = pool.TryAllocate(length, mayWait: false);
                        Assert.True(
                            model.TryAdd(handle, (length, (byte)argument)),
                            "a live handle was given out again"
                        );
                        pool.Map(handle, length).Fill((byte)argument);
                    }
                    else
                    {
                        (ZsHandle handle, (int length, byte fill)) = model.ElementAt(argument % model.Count);
                        Assert.Equal(-1, pool.Map(handle, length).IndexOfAnyExcept(fill));
                        pool.Free(handle);
                        model.Remove(handle);
                    }
                }
                foreach ((ZsHandle handle, (int length, byte fill)) in model)
                    Assert.Equal(-1, pool.Map(handle, length).IndexOfAnyExcept(fill));
                Assert.Empty(pool.CheckIntegrity());
                Assert.Equal(model.Count, pool.Statistics().Sum(c => c.ObjectsInUse));
                foreach (ZsHandle handle in model.Keys)
                    pool.Free(handle);
                Assert.Equal(0, pool.PagesUsed);
                Assert.Empty(pool.CheckIntegrity());
            }
        );

    [Fact]
    public void Threads_that_allocate_and_free_each_others_objects_leave_nothing_behind()
    {
        const int ThreadCount = 4;
        var source = new RefusingSource();
        using var pool = new ZsPool(source);
        var exchange = new nint[64];
        Storm.Run(
            ThreadCount,
            TimeSpan.FromSeconds(2),
            (index, stop) =>
            {
                var random = new Random(index);
                while (!stop())
                {
                    int length = random.Next(4) == 0 ? random.Next(1, 4097) : 500;
                    ZsHandle handle = pool.TryAllocate(length, mayWait: true);
                    pool.Map(handle, length).Fill((byte)length);
                    nint other = Interlocked.Exchange(ref exchange[random.Next(exchange.Length)], handle.Address);
                    pool.Free(new ZsHandle(other));
                }
            }
        );
        Assert.Empty(pool.CheckIntegrity());
        foreach (nint address in exchange)
            pool.Free(new ZsHandle(address));
        Assert.Empty(pool.CheckIntegrity());
        Assert.Equal(0, pool.PagesUsed);
        long handlePieces = pool.Statistics().Sum(c => c.HandleBytes) / HandleSlab.PieceBytes;
        Assert.Equal(handlePieces, source.Chunks);
    }

    private static unsafe nint ZspageOf(ZsHandle handle) => (nint)new ZsLocation(*(ulong*)handle.Address).Zspage;
}
