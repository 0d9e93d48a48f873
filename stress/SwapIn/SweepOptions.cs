using SwapStress.Harness.Content;
using SwapStress.Harness.Kernel;
using SwapStress.Harness.Options;
using SwapStress.Primitives;

namespace SwapStress.Stress.SwapIn;

/// <summary>A comparison of sweeps, every option resolved.</summary>
internal sealed record SweepOptions
{
    /// <summary>Bytes that are paged out and brought back unless something else is asked for.</summary>
    public const long SizeBytesDefault = 1L << 30;

    /// <summary>Repeats unless something else is asked for.</summary>
    public const int RepeatsDefault = 5;

    /// <summary>What is measured, in the order of the table; <see cref="StrategyInfo.Kernel"/> is one of them.</summary>
    public required IReadOnlyList<StrategyInfo> Contenders { get; init; }

    /// <summary>Bytes of the region.</summary>
    public long SizeBytes { get; init; } = SizeBytesDefault;

    /// <summary>Bytes of the model's swap device, the header page included.</summary>
    public required long DiskBytes { get; init; }

    /// <summary>The model's page codec: lz4, zstd or zstd:LEVEL.</summary>
    public string Compressor { get; init; } = StressDefaults.Compressor;

    /// <summary>native, managed, or null for native where it is found.</summary>
    public string? CodecProvider { get; init; }

    /// <summary>What fills the pages.</summary>
    public ContentSpec Content { get; init; } = ContentSpec.Runtime;

    /// <summary>Measurements of each contender.</summary>
    public int Repeats { get; init; } = RepeatsDefault;

    /// <summary>Threads that bring the pages back, each a part of the region of its own.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The seed of stamps and random content.</summary>
    public ulong Seed { get; init; } = StressDefaults.Seed;

    /// <summary>Ticks a second, for strategies that sleep them.</summary>
    public int Hz { get; init; } = StressDefaults.Hz;

    /// <summary>The system's swap, if the kernel is a contender.</summary>
    public HostSwap? Swap { get; init; }

    /// <summary>Whether strategies of the model are measured.</summary>
    public bool HasModel => Contenders.Any(contender => !contender.IsKernel);

    /// <summary>Whether the kernel is measured.</summary>
    public bool HasKernel => Contenders.Any(contender => contender.IsKernel);

    /// <summary>Pages of the region.</summary>
    public int PageCount => (int)(SizeBytes / PageSize.Bytes);
}
