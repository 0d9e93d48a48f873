using SwapStress.Harness.Options;
using SwapStress.Races;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>
/// Puts levels under each other, the highest first. Of one option the higher level's holds, and of options that exclude
/// each other the one that the higher level has.
/// </summary>
internal sealed class Precedence
{
    private readonly RaceCatalogue _races;

    /// <summary>What the levels so far say; null for a flag.</summary>
    private readonly Dictionary<OptionRow, string?> _higher;
    private readonly List<Setting> _settings = [];

    /// <summary>Begins with the command line.</summary>
    public Precedence(RaceCatalogue races, OptionValues values)
    {
        _races = races;
        _higher = values.Rows.ToDictionary(row => row, values.Text);
    }

    /// <summary>What holds of the levels that were added.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>Adds the next lower level.</summary>
    public void Add(IReadOnlyList<Setting> level)
    {
        Setting[] holding =
        [
            .. level.Where(setting => !_higher.ContainsKey(setting.Row) && !IsExcluded(setting, level)),
        ];
        _settings.AddRange(holding);
        foreach (Setting setting in holding)
            _higher[setting.Row] = setting.Text;
    }

    private bool IsExcluded(Setting setting, IReadOnlyList<Setting> level)
    {
        if (setting.Row == OptionTable.Backend)
            return setting.Text == "kernel" && _higher.Keys.Any(IsOfModel);
        if (_higher.GetValueOrDefault(OptionTable.Backend) == "kernel" && IsOfModel(setting.Row))
            return true;
        if (setting.Row == OptionTable.Race)
            return ToggleOf(setting.Text) is { } toggle && _higher.Keys.Any(option => option.Name == toggle);
        if (_higher.TryGetValue(OptionTable.Race, out string? race) && ToggleOf(race) == setting.Row.Name)
            return true;
        // With a race, --sync says on what its fix is shown.
        bool hasRace = race is not null || level.Any(other => other.Row == OptionTable.Race);
        return !hasRace
            && (
                (setting.Row == OptionTable.Fix && _higher.ContainsKey(OptionTable.Sync))
                || (setting.Row == OptionTable.Sync && _higher.ContainsKey(OptionTable.Fix))
            );
    }

    private static bool IsOfModel(OptionRow row) => !row.Use.HasFlag(OptionUse.Kernel);

    private string? ToggleOf(string? race) => race is null ? null : _races.Find(race)?.Toggle.Option;
}
