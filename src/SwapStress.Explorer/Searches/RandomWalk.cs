using System.Numerics;
using SwapStress.Explorer.Engine;
using SwapStress.Primitives;

namespace SwapStress.Explorer.Searches;

/// <summary>At each choice any thread that can go on, with equal chance, from a seed.</summary>
/// <param name="seed">The seed; each schedule goes on where the one before left off.</param>
internal sealed class RandomWalk(ulong seed) : ISchedule
{
    private ulong _draws;

    public void Begin() { }

    public int Choose(uint runnable, int current, bool mayStay)
    {
        int skip = (int)(SplitMix64.At(seed, ++_draws) % (uint)BitOperations.PopCount(runnable));
        while (skip-- > 0)
            runnable &= runnable - 1;
        return BitOperations.TrailingZeroCount(runnable);
    }
}
