using SwapStress.Harness.Options;

namespace SwapStress.Harness.Tests.Options;

public sealed class WavePlanTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(10, 3)]
    [InlineData(9, 3)]
    [InlineData(65_536, 14_611)]
    [InlineData(7, 1)]
    [InlineData(1, 1)]
    [InlineData(WavePlan.WorkersMax, 3)]
    public void Every_worker_has_one_turn(int workers, int threads)
    {
        WavePlan plan = WavePlan.For(workers, threads, inWaves: true);
        int next = 0;
        for (int wave = 0; wave < plan.Waves; wave++)
        {
            Assert.Equal(next, plan.FirstOf(wave));
            Assert.InRange(plan.SizeOf(wave), 1, threads);
            next += plan.SizeOf(wave);
        }
        Assert.Equal(workers, next);
    }

    [Fact]
    public void Without_waves_only_those_with_a_thread_work() =>
        Assert.Equal((3, 1), (WavePlan.For(10, 3, inWaves: false).Workers, WavePlan.For(10, 3, inWaves: false).Waves));

    [Fact]
    public void Without_threads_there_is_no_wave() => Assert.Equal(0, WavePlan.For(10, 0, inWaves: true).Waves);
}
