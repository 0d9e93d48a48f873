using System.Globalization;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Races;

namespace SwapStress.Stress.Races;

/// <summary>A race's configuration as the options that it stands for.</summary>
internal static class PlainCommand
{
    /// <summary>The options of a run without <c>--race</c> that does the same, the fix on or off.</summary>
    public static IReadOnlyList<string> Arguments(Race race, bool isFixed)
    {
        RaceConfiguration run = race.Configuration;
        var arguments = new List<string>();
        if (!race.Toggle.IsSync)
            Add("--sync", RaceRules.SyncOf(race));
        Add(race.Toggle.Option, race.Toggle.Value(isFixed));
        Add("--device", run.Device);
        if (run.ZswapMaxPoolPercent is { } poolPercent)
        {
            arguments.Add("--zswap");
            Add("--zswap-max-pool-percent", Invariant(poolPercent));
        }
        Add("--zswap-writeback-delay", Duration(run.ZswapWritebackDelayNs));
        Add("--io-threads", Invariant(run.IoThreads));
        Add("--fail-pool-alloc", Invariant(run.FailPoolAllocPercent));
        Add("--region", run.RegionBytes is { } bytes ? SizeText.Format(bytes) : null);
        Add("--threads", Invariant(run.Threads));
        Add("--read-delay", Duration(run.ReadDelayNs));
        Add("--step-delay", Duration(run.StepDelayNs));
        Add(
            "--work",
            run.FillsPages switch
            {
                true => "fill",
                false => "add",
                null => null,
            }
        );
        Add("--content", run.Content);
        // On by default in a race, elsewhere only with a read delay.
        Add("--flight-recorder", run.ReadDelayNs == 0 ? "on" : null);
        return arguments;

        void Add(string option, string? value)
        {
            if (value is not null)
                arguments.AddRange([option, value]);
        }
    }

    private static string? Duration(long? nanoseconds) =>
        nanoseconds is { } duration ? DurationText.Format(duration) : null;

    private static string? Invariant(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
