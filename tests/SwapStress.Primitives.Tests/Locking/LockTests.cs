using SwapStress.Primitives.Locking;
using SwapStress.Primitives.Memory;

namespace SwapStress.Primitives.Tests.Locking;

public sealed unsafe class LockTests
{
    private const int Threads = 6;
    private const int Rounds = 20_000;

    [Fact]
    public void A_ranked_lock_excludes()
    {
        var guard = new RankedLock(LockRank.PageTable);
        long counter = 0;
        RunThreads(() =>
        {
            guard.Enter();
            counter++;
            guard.Exit();
        });

        Assert.Equal((long)Threads * Rounds, counter);
        Assert.False(guard.IsHeld);
    }

    [Fact]
    public void A_lock_word_excludes_also_when_neighbours_share_its_wait_queue()
    {
        using var block = new NativeBlock(2 * sizeof(int));
        int* words = (int*)block.Start;
        long counter = 0;
        int turn = 0;
        RunThreads(() =>
        {
            if (Interlocked.Increment(ref turn) % 7 == 0)
            {
                LockWord.Enter(&words[1], LockRank.Folio);
                LockWord.Exit(&words[1], LockRank.Folio);
            }
            LockWord.Enter(&words[0], LockRank.Folio);
            counter++;
            LockWord.Exit(&words[0], LockRank.Folio);
        });

        Assert.Equal((long)Threads * Rounds, counter);
        Assert.False(LockWord.IsHeld(&words[0]));
    }

    [Fact]
    public void A_thread_that_only_waits_for_a_release_is_woken_by_it_and_takes_nothing()
    {
        using var block = new NativeBlock(sizeof(int));
        int* word = (int*)block.Start;
        LockWord.Enter(word, LockRank.Folio);
        var waiter = new Thread(() => LockWord.WaitUntilFree(word));
        waiter.Start();
        SpinWait.SpinUntil(() => waiter.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        Assert.True(waiter.IsAlive);

        LockWord.Exit(word, LockRank.Folio);
        waiter.Join();

        Assert.True(LockWord.TryEnter(word, LockRank.Folio));
        LockWord.Exit(word, LockRank.Folio);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_parks_is_woken(bool ranked)
    {
        var guard = new RankedLock(LockRank.PageTable);
        using var block = new NativeBlock(sizeof(int));
        int* word = (int*)block.Start;
        long counter = 0;
        RunThreads(
            () =>
            {
                if (ranked)
                    guard.Enter();
                else
                    LockWord.Enter(word, LockRank.Folio);
                counter++;
                // Longer than the others spin: they park. One that nobody wakes holds this test up for good.
                Thread.SpinWait(4_000);
                if (ranked)
                    guard.Exit();
                else
                    LockWord.Exit(word, LockRank.Folio);
                if (!ranked)
                    LockWord.WaitUntilFree(word);
            },
            rounds: 200
        );

        Assert.Equal((long)Threads * 200, counter);
    }

    [Fact]
    public void A_try_fails_while_the_lock_is_held()
    {
        var guard = new RankedLock(LockRank.SwapCluster);
        guard.Enter();
        bool taken = true;
        var other = new Thread(() => taken = guard.TryEnter());
        other.Start();
        other.Join();
        guard.Exit();

        Assert.False(taken);
    }

#if DEBUG
    [Fact]
    public void Blocking_against_the_order_is_caught()
    {
        var folio = new RankedLock(LockRank.Folio);
        var pageTable = new RankedLock(LockRank.PageTable);
        pageTable.Enter();
        var caught = Assert.Throws<InvalidOperationException>(folio.Enter);
        // A try never waits, so it may go against the order.
        Assert.True(folio.TryEnter());
        folio.Exit();
        pageTable.Exit();

        Assert.Contains("blocking on Folio while holding PageTable", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_needs_a_lock_notices_that_it_is_not_held()
    {
        Assert.Throws<InvalidOperationException>(() => LockOrder.AssertHeld(LockRank.SwapCluster));
        var guard = new RankedLock(LockRank.SwapCluster);
        guard.Enter();
        LockOrder.AssertHeld(LockRank.SwapCluster);
        Assert.Throws<InvalidOperationException>(() => LockOrder.AssertMaySleep());
        guard.Exit();
    }
#endif

    private static void RunThreads(Action body, int rounds = Rounds)
    {
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(_ => new Thread(() =>
                {
                    for (int i = 0; i < rounds; i++)
                        body();
                })
                {
                    IsBackground = true,
                }),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "a thread was not woken"));
    }
}
