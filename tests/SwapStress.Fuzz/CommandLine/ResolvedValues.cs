using System.Numerics;
using SwapStress.Fuzz.Texts;
using SwapStress.Harness.Options;

namespace SwapStress.Fuzz.CommandLine;

/// <summary>What an accepted run has to have resolved, by the second opinion.</summary>
internal static class ResolvedValues
{
    private static readonly (string Name, Func<string, BigInteger?> Read, Func<StressOptions, BigInteger?> Of)[] All =
    [
        ("--rounds", StrictGrammar.Number, options => options.Rounds),
        ("--threads", StrictGrammar.Number, options => options.Threads),
        ("--seed", StrictGrammar.Number, options => options.Seed),
        ("--hz", StrictGrammar.Number, options => options.Hz),
        ("--io-threads", StrictGrammar.Number, options => options.IoThreads),
        ("--zswap-max-pool-percent", StrictGrammar.Number, options => options.Zswap?.MaxPoolPercent),
        ("--region", StrictGrammar.Size, options => options.RegionBytes),
        ("--swap-size", StrictGrammar.Size, options => options.SwapBytes),
        ("--mem-limit", StrictGrammar.Size, options => options.Zram.MemLimitBytes),
        ("--read-delay", StrictGrammar.Duration, options => options.ReadDelay.Nanoseconds),
        ("--step-delay", StrictGrammar.Duration, options => options.StepDelayNs),
        ("--duration", StrictGrammar.Duration, options => options.DurationNs),
        ("--compact-interval", StrictGrammar.Duration, options => options.CompactIntervalNs),
        ("--idle-interval", StrictGrammar.Duration, options => options.Zram.IdleIntervalNs),
    ];

    /// <summary>Asserts that each option is what was written.</summary>
    public static void Check(StressOptions options, IReadOnlyDictionary<string, string> written)
    {
        foreach ((string name, Func<string, BigInteger?> read, Func<StressOptions, BigInteger?> of) in All)
        {
            if (written.TryGetValue(name, out string? text))
                Assert.Equal((name, text, read(text)), (name, text, of(options)));
        }
    }
}
