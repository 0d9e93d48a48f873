using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Store.Compression;

namespace SwapStress.Stress.SwapIn;

/// <summary>What <c>swapin</c> measures.</summary>
internal interface ISweepModel
{
    /// <summary>Every strategy there is, in the order in which help lists them.</summary>
    IReadOnlyList<StrategyInfo> Strategies { get; }

    /// <summary>Prepares what <c>swapin</c> measures; creates no region yet.</summary>
    /// <param name="content">What its pages will hold, which a dictionary is trained from.</param>
    /// <exception cref="UsageException">No such codec or level.</exception>
    /// <exception cref="EnvironmentException">The codec's library is not installed.</exception>
    SweepSetup PrepareSweep(SweepOptions options, PageContent content);
}

/// <summary>The regions of <c>swapin</c>.</summary>
/// <param name="CreateRegion">Makes a strategy's region of so many pages.</param>
/// <param name="Codec">The codec, to be measured by itself; null where none of ours is like the kernel's.</param>
/// <param name="CodecText">The same in a few words.</param>
internal sealed record SweepSetup(
    Func<StrategyInfo, int, SweepRegion> CreateRegion,
    CodecChoice? Codec,
    string? CodecText
);
