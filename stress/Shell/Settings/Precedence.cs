using System.CommandLine;
using SwapStress.Races;
using SwapStress.Stress.Run;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>
/// Puts levels under each other, the highest first. Of one option the higher level's holds, and of options that exclude
/// each other the one that the higher level has.
/// </summary>
internal sealed class Precedence
{
    private readonly RunOptionSet _set;
    private readonly RaceCatalogue _races;

    /// <summary>What the levels so far say; null for a flag.</summary>
    private readonly Dictionary<Option, string?> _higher;
    private readonly List<Setting> _settings = [];

    /// <summary>Begins with the command line.</summary>
    public Precedence(RunOptionSet set, RaceCatalogue races, ParseResult parsed)
    {
        _set = set;
        _races = races;
        _higher = set
            .All.Where(option => parsed.GetResult(option) is { Implicit: false })
            .ToDictionary(
                option => option,
                option => parsed.GetResult(option)!.Tokens is [var token, ..] ? token.Value : null
            );
    }

    /// <summary>What holds of the levels that were added.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>Adds the next lower level.</summary>
    public void Add(IReadOnlyList<Setting> level)
    {
        Setting[] holding =
        [
            .. level.Where(setting => !_higher.ContainsKey(setting.Option) && !IsExcluded(setting, level)),
        ];
        _settings.AddRange(holding);
        foreach (Setting setting in holding)
            _higher[setting.Option] = setting.Text;
    }

    private bool IsExcluded(Setting setting, IReadOnlyList<Setting> level)
    {
        if (setting.Option == _set.Backend)
            return setting.Text == "kernel" && _higher.Keys.Except(_set.OfKernel).Any();
        if (_higher.GetValueOrDefault(_set.Backend) == "kernel" && !_set.OfKernel.Contains(setting.Option))
            return true;
        if (setting.Option == _set.Race)
            return ToggleOf(setting.Text) is { } toggle && _higher.Keys.Any(option => option.Name == toggle);
        if (_higher.TryGetValue(_set.Race, out string? race) && ToggleOf(race) == setting.Option.Name)
            return true;
        // With a race, --sync says on what its fix is shown.
        bool hasRace = race is not null || level.Any(other => other.Option == _set.Race);
        return !hasRace
            && (
                (setting.Option == _set.Fix && _higher.ContainsKey(_set.Sync))
                || (setting.Option == _set.Sync && _higher.ContainsKey(_set.Fix))
            );
    }

    private string? ToggleOf(string? race) => race is null ? null : _races.Find(race)?.Toggle.Option;
}
