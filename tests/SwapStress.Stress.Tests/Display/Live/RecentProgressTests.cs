using SwapStress.Harness.Rounds;
using SwapStress.Stress.Display.Live;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Display.Live;

public sealed class RecentProgressTests
{
    [Fact]
    public void What_is_recent_are_the_last_seconds_of_the_strategys_own_rounds()
    {
        var recent = new RecentProgress();
        StrategyProgress last = recent.Add(Progress.Of(FakeRegions.None, 0));
        Assert.Equal(0, last.UpdatesPerSecond);
        long updates = 0;
        // 100 updates a second, from second 50 on 300.
        for (int second = 1; second <= 60; second++)
        {
            updates += second > 50 ? 300 : 100;
            last = recent.Add(Progress.Of(FakeRegions.None, second) with { Updates = updates });
            Assert.Equal(Math.Min(second, 10), last.Worked.TotalSeconds);
        }
        Assert.Equal(300, last.UpdatesPerSecond);
        // Another strategy's turn: nothing changes.
        for (int i = 0; i < 30; i++)
            last = recent.Add(Progress.Of(FakeRegions.None, 60) with { Updates = updates });
        Assert.Equal(300, last.UpdatesPerSecond);
        Assert.Equal(10, last.Worked.TotalSeconds);
    }

    [Fact]
    public void What_comes_first_counts_from_the_beginning()
    {
        StrategyProgress first = new RecentProgress().Add(Progress.Of(FakeRegions.None, 3, perSecond: 7));
        Assert.Equal(7, first.UpdatesPerSecond);
    }
}
