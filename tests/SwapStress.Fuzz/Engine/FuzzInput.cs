using SwapStress.Primitives;

namespace SwapStress.Fuzz.Engine;

/// <summary>
/// The random choices of one input. They follow from the seed and the input's number alone, so any input can be made
/// again by itself.
/// </summary>
internal sealed class FuzzInput
{
    private ulong _state;
    private ulong _draws;

    /// <summary>The number of this input.</summary>
    public ulong Number { get; private set; }

    /// <summary>Begins an input.</summary>
    public void Begin(ulong seed, ulong number)
    {
        Number = number;
        _state = SplitMix64.At(SplitMix64.Mix(seed), number);
        _draws = 0;
    }

    /// <summary>64 random bits.</summary>
    public ulong Next() => SplitMix64.At(_state, ++_draws);

    /// <summary>A number from 0 up to, and without, a bound.</summary>
    public int Below(int bound) => (int)(Next() % (uint)bound);

    /// <summary>Whether something happens that happens so often in a hundred times.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of some things.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Fills with random bytes.</summary>
    public void Fill(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)Next();
    }
}
