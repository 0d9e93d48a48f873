using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Store.Compression;
using SwapStress.Stress.SwapIn;
using SwapStress.Stress.Wiring;

namespace SwapStress.Fuzz.CommandLine;

/// <summary>
/// The real model's strategies, codecs and judgement. What was resolved is kept; it runs on plain memory if it is tiny,
/// and ends as a machine that cannot do it elsewhere.
/// </summary>
internal sealed class FuzzModel : IModel, IRegionFactory
{
    private const string TooMuch = "more than a fuzzed run may take; write a smaller one";
    private const int ThreadsMax = 4;
    private const int RoundsMax = 2;
    private const long RegionBytesMax = 64 << 10;
    private const long StepDelayNsMax = 1000;

    private readonly PagingModel _model = new();

    /// <summary>The run that the program resolved last, or null.</summary>
    public StressOptions? Run { get; private set; }

    /// <summary>The sweep, or null.</summary>
    public SweepOptions? Sweep { get; private set; }

    public IReadOnlyList<StrategyInfo> Strategies => _model.Strategies;

    /// <summary>Forgets what was resolved.</summary>
    public void Begin()
    {
        Run = null;
        Sweep = null;
    }

    public bool IsExpectedSound(StressOptions options, StrategyInfo strategy) =>
        _model.IsExpectedSound(options, strategy);

    public IReadOnlyList<string> DescribeCodecs() => _model.DescribeCodecs();

    public (CodecChoice Codec, string Text) ResolveCodec(string compressor, string? provider)
    {
        _model.ResolveCodec(compressor, provider);
        throw new EnvironmentException(TooMuch);
    }

    public ModelSetup Prepare(StressOptions options, PageContent content)
    {
        Run = options;
        if (options.DeviceCompresses || options.Zswap is not null)
            _model.ResolveCodec(options.Compressor, options.CodecProvider);
        bool isTiny =
            options.Threads <= ThreadsMax
            && options.Rounds is > 0 and <= RoundsMax
            && options.RegionBytes <= RegionBytesMax
            && options.StepDelayNs <= StepDelayNsMax;
        return isTiny ? new ModelSetup(this, "plain memory") : throw new EnvironmentException(TooMuch);
    }

    public SweepSetup PrepareSweep(SweepOptions options, PageContent content)
    {
        Sweep = options;
        _model.ResolveCodec(options.Compressor, options.CodecProvider);
        throw new EnvironmentException(TooMuch);
    }

    public TimeSpan WarmUpTime => TimeSpan.Zero;

    public IRegion Create(StrategyInfo strategy) => new FakeRegion(Run!.PageCount);
}
