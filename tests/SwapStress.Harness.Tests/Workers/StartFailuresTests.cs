using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Tests.Workers;

public sealed class StartFailuresTests
{
    [Theory]
    [InlineData(0, 65_536)]
    [InlineData(100, 0)]
    public void None_and_all_are_exact(double percent, int successes) =>
        Assert.Equal(successes, new StartFailures(percent, 3).SuccessesOf(65_536));

    [Fact]
    public void The_chance_is_that_of_each_start()
    {
        // With a chance of p the mean of the successes before a failure is (1 - p) / p = 19; its standard error is 0.6.
        double mean = Enumerable.Range(0, 1_000).Average(seed => new StartFailures(5, (ulong)seed).SuccessesOf(9_999));
        Assert.InRange(mean, 17, 21);
    }

    [Fact]
    public void A_seed_fails_the_same_starts() =>
        Assert.Equal(new StartFailures(2.5, 9).SuccessesOf(1_000), new StartFailures(2.5, 9).SuccessesOf(1_000));
}
