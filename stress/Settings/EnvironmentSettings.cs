using System.CommandLine;
using SwapStress.Cli.CommandLine;
using SwapStress.Harness;

namespace SwapStress.Cli.Settings;

/// <summary>Options as environment variables: SWAPSTRESS_READ_DELAY for <c>--read-delay</c>.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "SWAPSTRESS_";

    /// <summary>Variables of the tests, which their children inherit: no option begins so.</summary>
    internal static IReadOnlyList<string> OfTests { get; } =
    ["SWAPSTRESS_FUZZ_", "SWAPSTRESS_KILL", "SWAPSTRESS_RANDOM_", "SWAPSTRESS_SOAK_"];

    /// <summary>The variable of an option.</summary>
    public static string NameOf(Option option) => Prefix + option.Name[2..].Replace('-', '_').ToUpperInvariant();

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">A variable has the prefix and is no option's.</exception>
    public static IReadOnlyList<Setting> Read(IReadOnlyDictionary<string, string> variables, RunOptionSet set)
    {
        var reader = new SettingReader(set);
        var settings = new List<Setting>();
        foreach ((string name, string text) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || OfTests.Any(name.StartsWith))
                continue;
            Option option = reader.Find(name, NameOf, name);
            // READDELAY would be read as READ_DELAY is, and two variables could then say different things.
            if (name != NameOf(option))
                throw new UsageException($"{name} is no option; did you mean {NameOf(option)}, for {option.Name}?");
            settings.Add(SettingReader.Make(option, text, name));
        }
        return settings;
    }
}
