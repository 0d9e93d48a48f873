using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Paging.Recording;
using SwapStress.Store.Compression;
using SwapStress.Stress.SwapIn;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests;

/// <summary>Fake regions under the whole program: as many updates of page 90 are lost as a test says.</summary>
internal sealed class FakeModel(int lostByNone = 0, int lostByFix = 0) : IModel, IRegionFactory
{
    public IReadOnlyList<StrategyInfo> Strategies { get; } =
    [FakeRegions.None, FakeRegions.PrepareTick, FakeRegions.Cached];

    /// <summary>Updates of page 90 that a race's strategy loses without its fix.</summary>
    public int LostWithoutFix { get; init; }

    /// <summary>Called before each addition.</summary>
    public Action<int>? BeforeAdd { get; init; }

    /// <summary>The oracle's events on a page.</summary>
    public Func<int, LossCauses>? Causes { get; init; }

    /// <summary>What led to the losses of <c>none</c>, as a flight recorder keeps it.</summary>
    public IReadOnlyList<LossWindow> Windows { get; init; } = [];

    /// <summary>The options that the program resolved.</summary>
    public StressOptions? Options { get; private set; }

    public bool IsExpectedSound(StressOptions options, StrategyInfo strategy) =>
        strategy.Sound && (strategy.Race is null || strategy.IsFixed);

    public IReadOnlyList<string> DescribeCodecs() => ["native (fake 1.0): [lz4] zstd"];

    public (CodecChoice Codec, string Text) ResolveCodec(string compressor, string? provider) =>
        throw new NotSupportedException("The pool is examined on the model itself.");

    public ModelSetup Prepare(StressOptions options, PageContent content)
    {
        Options = options;
        return new ModelSetup(this, $"{options.Device}, {options.Compressor} (fake)");
    }

    public SweepSetup PrepareSweep(SweepOptions options, PageContent content) =>
        throw new NotSupportedException("Sweeps are tested on the model itself.");

    public TimeSpan WarmUpTime => TimeSpan.Zero;

    public IRegion Create(StrategyInfo strategy)
    {
        int lost = strategy switch
        {
            { Race: not null, IsFixed: false } => LostWithoutFix,
            { Name: "none" } => lostByNone,
            { Name: "prepare-tick" } => lostByFix,
            _ => 0,
        };
        return new FakeRegion(Options!.PageCount, new ForcedLoss(0, 90, lost))
        {
            BeforeAdd = BeforeAdd,
            Causes = Causes,
            LossWindows = strategy.Name == "none" ? Windows : [],
        };
    }
}
