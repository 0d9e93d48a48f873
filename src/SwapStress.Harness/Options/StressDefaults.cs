using SwapStress.Store;

namespace SwapStress.Harness.Options;

/// <summary>
/// What a run does when nothing is said: chosen so that a first run shows the loss and the fix in under a minute on
/// two cores.
/// </summary>
internal static class StressDefaults
{
    /// <summary>Rounds of each strategy in a run that ends by its duration.</summary>
    public const int RoundsWithinDuration = 1;

    /// <summary>Worker threads.</summary>
    public const int Threads = 256;

    /// <summary>Bytes of the region: the reproducer's.</summary>
    public const long RegionBytes = 32L << 20;

    /// <summary>Pause after each read of the device, in nanoseconds: the reproducer's patched brd.</summary>
    public const long ReadDelayNs = 1_000_000;

    /// <summary>How that pause is spent.</summary>
    public const DelayKind ReadDelayKind = DelayKind.Sleep;

    /// <summary>Ticks a second, which the sleeping losers of the fix are counted in.</summary>
    public const int Hz = 250;

    /// <summary>The strategy of <c>--fix off</c>.</summary>
    public const string UnfixedSync = "none";

    /// <summary>The strategy of <c>--fix on</c>: the fix as it was merged.</summary>
    public const string FixedSync = "prepare-tick";

    /// <summary>The swap device.</summary>
    public const string Device = "zram";

    /// <summary>The device's page codec.</summary>
    public const string Compressor = "lz4";

    /// <summary>Threads that write to the device: none, so that who reclaims a page writes it.</summary>
    public const int IoThreads = 0;

    /// <summary>The seed of stamps, random content and refused allocations.</summary>
    public const ulong Seed = 1;

    /// <summary>Bytes at which a file of rounds is full.</summary>
    public const long RoundsFileBytes = 64L << 20;
}
