using SwapStress.Harness.Options;
using SwapStress.Races;

namespace SwapStress.Stress.Races;

/// <summary>A race's configuration as the options that it stands for.</summary>
internal static class PlainCommand
{
    /// <summary>The options of a run without <c>--race</c> that does the same, the fix on or off.</summary>
    public static IReadOnlyList<string> Arguments(Race race, bool isFixed)
    {
        var arguments = new List<string>();
        if (!race.Toggle.IsSync)
            arguments.AddRange([OptionTable.Sync.Name, RaceRules.SyncOf(race)]);
        arguments.AddRange([race.Toggle.Option, race.Toggle.Value(isFixed)]);
        foreach (OptionRow row in OptionTable.All)
        {
            if (row.Preset?.Invoke(race.Configuration) is { } text)
                arguments.AddRange(row.IsFlag ? [row.Name] : [row.Name, text]);
        }
        // On by default in a race, elsewhere only with a read delay.
        if (race.Configuration.ReadDelayNs == 0)
            arguments.AddRange([OptionTable.FlightRecorder.Name, "on"]);
        return arguments;
    }
}
