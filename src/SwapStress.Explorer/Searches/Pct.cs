using System.Numerics;
using SwapStress.Explorer.Engine;
using SwapStress.Primitives;

namespace SwapStress.Explorer.Searches;

/// <summary>
/// Probabilistic concurrency testing (Burckhardt and others, 2010): each thread has a random priority, the highest goes
/// on, and at d − 1 random choices the thread that runs falls below all others. A bug of depth d among n threads and k
/// choices is found by one schedule with a chance of at least 1 / (n k^(d−1)).
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="depth">d: how many orderings a bug needs; at least 1.</param>
internal sealed class Pct(ulong seed, int depth) : ISchedule
{
    private readonly int[] _priorities = new int[ScheduleEngine.ThreadsMax];
    private readonly int[] _changes = new int[Math.Max(0, depth - 1)];
    private ulong _draws;
    private int _choice;

    /// <summary>Choices of the longest schedule so far: the range from which the changes are drawn.</summary>
    private int _length = 64;
    private int _lowest;

    public void Begin()
    {
        _length = Math.Max(_length, _choice);
        _choice = 0;
        _lowest = 0;
        for (int i = 0; i < _priorities.Length; i++)
            _priorities[i] = i + 1;
        for (int i = _priorities.Length - 1; i > 0; i--)
        {
            int other = Draw(i + 1);
            (_priorities[i], _priorities[other]) = (_priorities[other], _priorities[i]);
        }
        for (int i = 0; i < _changes.Length; i++)
            _changes[i] = Draw(_length);
    }

    public int Choose(uint runnable, int current, bool mayStay)
    {
        int choice = _choice++;
        // Who gave way let the others go first: it would otherwise come back at once and keep them waiting for ever.
        if (current >= 0 && (!mayStay || _changes.Contains(choice)))
            _priorities[current] = --_lowest;
        int best = BitOperations.TrailingZeroCount(runnable);
        for (uint rest = runnable; rest != 0; rest &= rest - 1)
        {
            int thread = BitOperations.TrailingZeroCount(rest);
            if (_priorities[thread] > _priorities[best])
                best = thread;
        }
        return best;
    }

    private int Draw(int below) => (int)(SplitMix64.At(seed, ++_draws) % (uint)below);
}
