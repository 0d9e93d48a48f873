using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Store.Compression;
using SwapStress.Stress.SwapIn;

namespace SwapStress.Stress.Wiring;

/// <summary>What the program runs on: the layers below the harness, as the command line sees them.</summary>
internal interface IModel : ISweepModel
{
    /// <summary>
    /// Whether a strategy must keep every update in this run: by itself, and with the fixes that the run, or the race it
    /// shows, leaves out.
    /// </summary>
    /// <exception cref="UsageException">No such codec or level.</exception>
    /// <exception cref="EnvironmentException">The codec's library is not installed.</exception>
    bool IsExpectedSound(StressOptions options, StrategyInfo strategy);

    /// <summary>What <c>swapstress codecs</c> prints, line by line.</summary>
    IReadOnlyList<string> DescribeCodecs();

    /// <summary>A codec, and the same in a few words: "lz4 (native, liblz4 1.9.4)".</summary>
    /// <param name="compressor">lz4, zstd or zstd:LEVEL.</param>
    /// <param name="provider">native, managed, or null for native where it is found.</param>
    /// <exception cref="UsageException">No such codec or level.</exception>
    /// <exception cref="EnvironmentException">The codec's library is not installed.</exception>
    (CodecChoice Codec, string Text) ResolveCodec(string compressor, string? provider);

    /// <summary>Prepares the device and the regions of a run; creates none yet.</summary>
    /// <param name="content">What its pages will hold, which a dictionary is trained from.</param>
    /// <exception cref="UsageException">No such device, codec or level.</exception>
    /// <exception cref="EnvironmentException">The codec's library is not installed.</exception>
    ModelSetup Prepare(StressOptions options, PageContent content);
}

/// <summary>A run's regions and what to call its device.</summary>
/// <param name="DeviceText">The device and its codec in a few words: "zram, lz4 (native, liblz4 1.9.4)".</param>
internal sealed record ModelSetup(IRegionFactory Regions, string DeviceText);
