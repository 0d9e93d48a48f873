using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Tests.Rounds;

public sealed class SuspensionClockTests
{
    [Theory]
    // SIGSTOP for 40 s, all processors in use before and after.
    [InlineData(41, 2, 40)]
    [InlineData(3, 0, 2)]
    // The monitor came late, and its own threads had the processors meanwhile.
    [InlineData(10, 20, 0)]
    [InlineData(10, 6, 0)]
    // A look that is a little late.
    [InlineData(1.5, 0, 0)]
    public void Time_without_a_processor_is_a_stop(double gap, double used, double stopped)
    {
        TimeSpan now = TimeSpan.FromHours(1);
        TimeSpan processorTime = TimeSpan.FromMinutes(3);
        var clock = new SuspensionClock(() => now, () => processorTime, processors: 2);
        now += TimeSpan.FromSeconds(gap);
        processorTime += TimeSpan.FromSeconds(used);
        Assert.Equal(TimeSpan.FromSeconds(stopped), clock.Look());
        now += TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.Zero, clock.Look());
    }
}
