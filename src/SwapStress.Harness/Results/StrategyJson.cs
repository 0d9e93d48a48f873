using System.Text.Json.Nodes;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Store;

namespace SwapStress.Harness.Results;

/// <summary>A strategy, or the kernel, in the files of a run.</summary>
internal static class StrategyJson
{
    /// <summary>In run.json.</summary>
    /// <param name="parts">What is recorded of the device.</param>
    public static JsonObject Run(StrategyResult result, StorePart parts) =>
        PathJson.Of([.. Names(result.Strategy), .. FigureTable.Default.Run(result.Tally, parts)]);

    /// <summary>In an interval; only rounds that ended in it have lost updates counted.</summary>
    public static JsonObject Interval(StrategyResult result) =>
        PathJson.Of([.. Names(result.Strategy), .. FigureTable.Default.Interval(result.Tally)]);

    /// <summary>The columns of a device's mm_stat; null where nobody knows them.</summary>
    public static JsonNode? Zram(DeviceMemory? device)
    {
        Tally tally = new Tally().With(StoreCounters.Of(device));
        return PathJson.Of(FigureTable.Default.Run(tally, StorePart.Zram))["zram"]?.DeepClone();
    }

    /// <summary>What is recorded of the device of a run.</summary>
    public static StorePart PartsOf(StressOptions options, StrategyInfo strategy) =>
        (strategy.IsKernel || options.DeviceCompresses ? StorePart.Zram : 0)
        | (options.Zram.Recompress is null ? 0 : StorePart.Recompression)
        | (options.Zram.BackingFile is null ? 0 : StorePart.BackingFile);

    /// <summary>Null for the kernel; "off" or "on" where the run shows a race, null elsewhere.</summary>
    public static IEnumerable<(string Path, JsonNode? Value)> Names(StrategyInfo strategy) =>
        [("sync", strategy.IsKernel ? null : strategy.Name), ("fix", strategy.Fix)];
}
