using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Tests.Workers;

public sealed class WorkerPathTests
{
    [Fact]
    public void A_whole_round_adds_every_worker_to_every_page() =>
        Assert.Equal([5, 5, 5, 5], WorkerPath.ExpectedCounts([4, 4, 4, 4, 4], 4));

    [Fact]
    public void The_ascending_get_the_extra_worker() =>
        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(WorkerPath.Ascends));

    [Fact]
    public void Nobody_did_anything() => Assert.Equal([0, 0], WorkerPath.ExpectedCounts([0, 0, 0], 2));

    [Fact]
    public void A_stopped_round_counts_what_each_worker_walked() =>
        // Ascending by 3 and 1, descending by 2 and 0.
        Assert.Equal([2, 1, 1, 1, 1], WorkerPath.ExpectedCounts([3, 2, 1, 0], 5));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void Expected_counts_agree_with_walking(int pageCount)
    {
        var random = new Random(pageCount);
        for (int trial = 0; trial < 200; trial++)
        {
            int[] done = Enumerable.Range(0, trial % 9).Select(_ => random.Next(pageCount + 1)).ToArray();
            var walked = new int[pageCount];
            for (int worker = 0; worker < done.Length; worker++)
            {
                for (int step = 0; step < done[worker]; step++)
                    walked[WorkerPath.PageAt(worker, step, pageCount)]++;
            }
            Assert.Equal(walked, WorkerPath.ExpectedCounts(done, pageCount));
        }
    }
}
