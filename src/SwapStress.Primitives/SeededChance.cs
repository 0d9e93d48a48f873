namespace SwapStress.Primitives;

/// <summary>Draws that come true so many times of a hundred, by chance from a seed. Any number of threads may draw.</summary>
public sealed class SeededChance
{
    /// <summary>A draw below this comes true; 0 for never.</summary>
    private readonly ulong _threshold;
    private readonly ulong _seed;
    private long _draws;

    /// <summary>The first draw is next.</summary>
    /// <param name="percent">How many of a hundred, from 0 to 100.</param>
    /// <param name="seed">The n-th draws of two chances with the same seed are the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">No percentage.</exception>
    public SeededChance(double percent, ulong seed)
    {
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A rate is 0 to 100 percent.");
        _threshold = (ulong)(percent / 100 * (1UL << 63));
        _seed = seed;
    }

    /// <summary>Whether a draw can come true at all.</summary>
    public bool IsPossible => _threshold != 0;

    /// <summary>The next draw.</summary>
    public bool Next() =>
        _threshold != 0 && SplitMix64.At(_seed, (ulong)Interlocked.Increment(ref _draws)) >> 1 < _threshold;

    /// <summary>Begins again with the first draw.</summary>
    public void Rewind() => _draws = 0;
}
