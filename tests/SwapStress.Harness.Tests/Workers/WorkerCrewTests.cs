using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Tests.Workers;

public sealed class WorkerCrewTests
{
    [Fact]
    public void Every_thread_runs_every_job_once()
    {
        using WorkerCrew crew = WorkerCrew.Start(50, "test", new StopFlag());
        var runs = new int[50];
        for (int i = 0; i < 20; i++)
            crew.Run(worker => Interlocked.Increment(ref runs[worker]));
        Assert.All(runs, count => Assert.Equal(20, count));
    }

    [Fact]
    public void All_threads_are_in_the_job_at_once()
    {
        using WorkerCrew crew = WorkerCrew.Start(40, "test", new StopFlag());
        using var barrier = new Barrier(40);
        int met = 0;
        crew.Run(_ =>
        {
            if (barrier.SignalAndWait(TimeSpan.FromSeconds(30)))
                Interlocked.Increment(ref met);
        });
        Assert.Equal(40, met);
    }

    [Fact]
    public void A_failure_comes_back_after_everybody_is_done()
    {
        using WorkerCrew crew = WorkerCrew.Start(8, "test", new StopFlag());
        int done = 0;
        Assert.Throws<InvalidOperationException>(() =>
            crew.Run(worker =>
            {
                if (worker == 3)
                    throw new InvalidOperationException();
                Interlocked.Increment(ref done);
            })
        );
        Assert.Equal(7, done);
        crew.Run(_ => Interlocked.Increment(ref done));
        Assert.Equal(15, done);
    }

    [Fact]
    public void A_stop_ends_the_starting()
    {
        var stop = new StopFlag();
        stop.Request(StopReason.Interrupted);
        using WorkerCrew crew = WorkerCrew.Start(8, "test", stop);
        Assert.Equal(0, crew.Count);
        crew.Run(_ => throw new InvalidOperationException());
    }

    [Fact]
    public void Several_starters_number_the_threads_without_gap_and_all_end()
    {
        // Enough for more than one starter, and a last squad that is not full.
        const int Threads = 2_100;
        var threads = new Thread[Threads];
        using (WorkerCrew crew = WorkerCrew.Start(Threads, "test", new StopFlag()))
        {
            Assert.Equal(Threads, crew.Count);
            Assert.Null(crew.StartFailure);
            crew.Run(worker => threads[worker] = Thread.CurrentThread);
            Assert.Equal(Threads, threads.Distinct().Count());
            Assert.All(threads, thread => Assert.Equal("test", thread.Name));
        }
        Assert.All(threads, thread => Assert.False(thread.IsAlive));
    }

    [Fact]
    public void A_start_that_fails_on_purpose_ends_the_starting_like_a_refusal()
    {
        var failures = new StartFailures(10, 7);
        int expected = failures.SuccessesOf(200);
        Assert.InRange(expected, 1, 199);
        using WorkerCrew crew = WorkerCrew.Start(200, "test", new StopFlag(), failures);
        Assert.Equal(expected, crew.Count);
        Assert.Equal("injected by --fail-thread-start 10 (seed 7).", crew.StartFailure);
        int runs = 0;
        crew.Run(_ => Interlocked.Increment(ref runs));
        Assert.Equal(expected, runs);
    }

    [Fact]
    public void The_kernels_futex_table_has_a_bucket_for_each_thread_where_there_is_one()
    {
        Assert.SkipUnless(FutexHash.Slots is not null, "This kernel has no futex table for each process.");
        FutexHash.WidenFor(3_000);
        Assert.InRange(FutexHash.Slots!.Value, 4_096, int.MaxValue);
        int before = FutexHash.Slots.Value;
        FutexHash.WidenFor(10);
        Assert.Equal(before, FutexHash.Slots);
    }
}
