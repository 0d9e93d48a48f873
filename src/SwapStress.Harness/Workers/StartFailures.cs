using System.Globalization;
using SwapStress.Primitives;

namespace SwapStress.Harness.Workers;

/// <summary>Starts of workers that fail on purpose, by chance from a seed.</summary>
/// <param name="Percent">How many of a hundred starts fail, from 0 to 100.</param>
/// <param name="Seed">The seed: the same one fails the same starts.</param>
internal readonly record struct StartFailures(double Percent, ulong Seed)
{
    /// <summary>Keeps the draws apart from others of the same seed.</summary>
    private const ulong Stream = 0x7468_7265_6164_7321;

    public static StartFailures None { get; }

    /// <summary>Starts that succeed before one fails, or all of them.</summary>
    public int SuccessesOf(int count)
    {
        var chance = new SeededChance(Percent, Seed ^ Stream);
        for (int start = 0; start < count && chance.IsPossible; start++)
        {
            if (chance.Next())
                return start;
        }
        return count;
    }

    /// <summary>What a crew has to say of it, in place of the system's message.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"injected by --fail-thread-start {Percent:0.######} (seed {Seed})."
        );
}
