using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Tests;

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
}
