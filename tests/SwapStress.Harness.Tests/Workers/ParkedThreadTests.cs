using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Tests.Workers;

public sealed class ParkedThreadTests
{
    [Fact]
    public void Its_jobs_run_one_after_the_other_on_one_thread()
    {
        using var thread = new ParkedThread("test");
        var ids = new List<int>();
        for (int job = 0; job < 100; job++)
        {
            thread.Begin(() => ids.Add(Environment.CurrentManagedThreadId));
            thread.Await();
            Assert.Equal(job + 1, ids.Count);
        }
        Assert.Single(ids.Distinct());
        Assert.NotEqual(Environment.CurrentManagedThreadId, ids[0]);
    }

    [Fact]
    public void Its_end_waits_for_the_job()
    {
        var thread = new ParkedThread("test");
        bool done = false;
        using var begun = new ManualResetEventSlim();
        thread.Begin(() =>
        {
            begun.Set();
            Thread.SpinWait(100_000);
            done = true;
        });
        begun.Wait(TestContext.Current.CancellationToken);
        thread.Dispose();
        Assert.True(done);
    }

    [Fact]
    public void Without_a_job_it_waits_for_nothing()
    {
        using var thread = new ParkedThread("test");
        thread.Await();
    }
}
