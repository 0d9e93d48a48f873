namespace SwapStress.Primitives;

/// <summary>Steele, Lea and Flood's SplitMix64: seeded random words that cost next to nothing.</summary>
public static class SplitMix64
{
    /// <summary>The odd step of the generator: 2^64 over the golden ratio.</summary>
    public const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>The output function: a bijection that scatters its input.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The word at a place of the sequence that a seed begins.</summary>
    public static ulong At(ulong seed, ulong index) => Mix(seed + (index * Gamma));
}
