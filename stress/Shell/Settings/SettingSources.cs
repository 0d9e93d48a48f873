using System.Collections;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>Where options are looked for that the command line does not have.</summary>
/// <param name="Directory">The directory whose appsettings.json is read.</param>
internal sealed record SettingSources(IReadOnlyDictionary<string, string> Variables, string Directory)
{
    public static SettingSources OfProcess() =>
        new(
            Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(
                    variable => (string)variable.Key,
                    variable => (string?)variable.Value ?? "",
                    StringComparer.Ordinal
                ),
            Environment.CurrentDirectory
        );
}
