using System.CommandLine;
using System.Text.RegularExpressions;
using SwapStress.Harness;
using SwapStress.Races;
using SwapStress.Stress.Run;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>
/// What a run is told besides its command line: appsettings.json, over it the environment, over both the command line. A
/// resumed run is told nothing: its options.json rules.
/// </summary>
internal sealed class RunSettings
{
    private readonly IReadOnlyList<Setting> _settings;

    private readonly IReadOnlyList<string> _strangers;

    private RunSettings(IReadOnlyList<Setting> settings, IReadOnlyList<string> strangers)
    {
        _settings = settings;
        _strangers = strangers;
    }

    /// <summary>The arguments that the command line would have in their place.</summary>
    public IReadOnlyList<string> Arguments => [.. _settings.SelectMany(setting => setting.Tokens)];

    /// <summary>What is set and where, and what is no option, in a line each for people.</summary>
    public IEnumerable<string> Remarks =>
        [
            .. _settings.Count == 0
                ? (string[])[]
                :
                [
                    string.Join(
                        ", ",
                        _settings.Select(setting => $"{string.Join(' ', setting.Tokens)} ({setting.Source})")
                    ),
                ],
            .. _strangers.Select(name => $"{name} is no option, and changes nothing"),
        ];

    /// <summary>Reads what holds for a command line.</summary>
    /// <exception cref="UsageException">Something is set that is no option.</exception>
    /// <exception cref="EnvironmentException">The file cannot be read.</exception>
    public static RunSettings Read(SettingSources sources, RunOptionSet set, ParseResult parsed, RaceCatalogue races)
    {
        if (parsed.GetResult(set.Resume) is not null)
            return new RunSettings([], []);
        var precedence = new Precedence(set, races, parsed);
        foreach (
            IReadOnlyList<Setting> level in (IReadOnlyList<Setting>[])
                [EnvironmentSettings.Read(sources.Variables, set), FileSettings.Read(sources.Directory, set)]
        )
            precedence.Add(level);
        return new RunSettings(
            [.. precedence.Settings.Where(setting => !setting.IsOff)],
            [.. EnvironmentSettings.Strangers(sources.Variables, set)]
        );
    }

    /// <summary>The same complaint, with where the options come from that it names, or whose value it quotes.</summary>
    public UsageException Explain(UsageException exception)
    {
        Setting[] named = [.. _settings.Where(setting => HasWord(exception.Message, setting.Option.Name))];
        if (named.Length == 0)
            named =
            [
                .. _settings.Where(setting => setting.Text is { Length: > 0 } text && HasWord(exception.Message, text)),
            ];
        if (named.Length == 0)
            return exception;
        string origins = string.Join(
            "; ",
            named.Select(setting => $"{setting.Option.Name} is set by {setting.Source}")
        );
        return new UsageException($"{exception.Message.TrimEnd('.')} ({origins})", exception);
    }

    private static bool HasWord(string message, string word) =>
        Regex.IsMatch(message, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])", RegexOptions.None, TimeSpan.FromSeconds(1));
}
