namespace SwapStress.Harness.Content;

/// <summary>The output function of Steele, Lea and Flood's SplitMix64: a bijection that scatters its input.</summary>
internal static class SplitMix64
{
    /// <summary>The odd step of the generator: 2^64 over the golden ratio.</summary>
    public const ulong Gamma = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
