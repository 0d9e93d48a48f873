using System.Runtime.CompilerServices;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Tests.Runs;

public sealed class MemoryTidyingTests
{
    [Fact]
    public void What_nobody_uses_is_given_back_and_seldom()
    {
        WeakReference garbage = Garbage();
        var tidying = new MemoryTidying(TimeSpan.Zero);
        Assert.True(tidying.BetweenRounds());
        Assert.False(garbage.IsAlive);
        // It takes a thousandth of the time at most.
        Assert.False(tidying.BetweenRounds());
    }

    [Fact]
    public void A_short_run_is_left_alone() => Assert.False(new MemoryTidying().BetweenRounds());

    /// <summary>Not inlined: what a method has in its variables lives as long as it runs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Garbage() => new(new byte[1 << 20]);
}
