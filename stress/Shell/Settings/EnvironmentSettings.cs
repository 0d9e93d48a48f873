using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Stress.Run;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>Options as environment variables: SWAPSTRESS_READ_DELAY for <c>--read-delay</c>.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "SWAPSTRESS_";

    /// <summary>Variables of the tests, which their children inherit: no option begins so.</summary>
    internal static IReadOnlyList<string> OfTests { get; } =
    ["SWAPSTRESS_ACCEPT", "SWAPSTRESS_FUZZ_", "SWAPSTRESS_KILL", "SWAPSTRESS_RANDOM_", "SWAPSTRESS_SOAK_"];

    /// <summary>
    /// Variables that have the prefix and mean something to somebody else, such as a script's SWAPSTRESS_BIN: they are told, and
    /// let pass. One that is nearly an option's name is a slip, and no stranger.
    /// </summary>
    public static IEnumerable<string> Strangers(IReadOnlyDictionary<string, string> variables, RunOptionSet set) =>
        variables.Keys.Where(name => IsOurs(name) && IsStranger(name, set)).Order(StringComparer.Ordinal);

    /// <summary>The variable of an option.</summary>
    public static string NameOf(Option option) => Prefix + option.Name[2..].Replace('-', '_').ToUpperInvariant();

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">A variable has the prefix and nearly the name of an option.</exception>
    public static IReadOnlyList<Setting> Read(IReadOnlyDictionary<string, string> variables, RunOptionSet set)
    {
        var reader = new SettingReader(set);
        var settings = new List<Setting>();
        foreach ((string name, string text) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!IsOurs(name) || IsStranger(name, set))
                continue;
            Option option = reader.Find(name, NameOf, name);
            // READDELAY would be read as READ_DELAY is, and two variables could then say different things.
            if (name != NameOf(option))
                throw new UsageException($"{name} is no option; did you mean {NameOf(option)}, for {option.Name}?");
            settings.Add(SettingReader.Make(option, text, name));
        }
        return settings;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name != ProgramName.Variable
        && !OfTests.Any(name.StartsWith);

    private static bool IsStranger(string name, RunOptionSet set)
    {
        string[] words = [.. set.All.Select(option => Word(NameOf(option)))];
        string word = Word(name);
        return !words.Contains(word, StringComparer.Ordinal) && Spelling.Nearest(word, words) is null;
    }

    /// <summary>A name without what all have in common, and without what is easily forgotten.</summary>
    private static string Word(string name) => name[Prefix.Length..].Replace("_", "", StringComparison.Ordinal);
}
