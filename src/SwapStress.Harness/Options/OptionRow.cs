using System.Reflection;
using SwapStress.Races;

namespace SwapStress.Harness.Options;

/// <summary>An option of the command line: everything that knows options reads its row.</summary>
/// <param name="name">Its name, with the dashes.</param>
/// <param name="help">
/// What help says. <c>{default}</c> stands for the default, <c>{strategies}</c> and <c>{races}</c> for what there is.
/// </param>
internal abstract class OptionRow(string name, string help)
{
    /// <summary>The rows of a table, in the order of their declarations.</summary>
    /// <param name="table">A class that declares each as a static property, and this list after them.</param>
    public static IReadOnlyList<OptionRow> AllOf(Type table) =>
        [
            .. table
                .GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType.IsAssignableTo(typeof(OptionRow)))
                .OrderBy(property => property.MetadataToken)
                .Select(property => (OptionRow)property.GetValue(null)!),
        ];

    public string Name => name;

    public string Help => help.Replace("{default}", DefaultText, StringComparison.Ordinal);

    /// <summary>What help calls its value; empty for a flag.</summary>
    public abstract string ValueName { get; }

    /// <summary>Values that are completed besides the words of <see cref="ValueName"/>.</summary>
    public abstract IReadOnlyList<string> Words { get; }

    /// <summary>The texts of its smallest and its largest value; null where it has none.</summary>
    public abstract (string Min, string Max)? Range { get; }

    public bool IsFlag => ValueName.Length == 0;

    /// <summary>What only the reference page says besides.</summary>
    public string More { get; init; } = "";

    public OptionUse Use { get; init; }

    /// <summary>Its name in the options of run.json and options.json, "zswap.maxPoolPercent"; null where they have none.</summary>
    public string? Json { get; init; }

    /// <summary>What a run has of it there, where that is not its value.</summary>
    public Func<StressOptions, object?>? JsonOf { get; init; }

    public Func<RaceConfiguration, string?>? Preset { get; init; }

    /// <summary>The matrix's own default.</summary>
    public string? MatrixDefault { get; init; }

    /// <summary>Why it means nothing on a device that is no zram, after its name; {0} is the device.</summary>
    public string? ZramOnly { get; init; }

    public override string ToString() => name;

    /// <summary>The text of what a run has that was told nothing; empty where the row does not know.</summary>
    protected abstract string DefaultText { get; }

    /// <summary>The run with this option.</summary>
    /// <exception cref="UsageException">The text makes no sense.</exception>
    public abstract StressOptions Apply(StressOptions options, string text);

    /// <summary>Whether a run is as if it had not been told.</summary>
    public abstract bool IsDefaultIn(StressOptions options);

    /// <summary>What the options of run.json have of it.</summary>
    public abstract object? JsonValue(StressOptions options);
}

/// <summary>The same with a value of a type.</summary>
/// <param name="kind">How its value is written.</param>
internal sealed class OptionRow<T>(string name, OptionKind<T> kind, string help) : OptionRow(name, help)
{
    /// <summary>The value that a run has; null where a run has none of its own.</summary>
    public Func<StressOptions, T>? Get { get; init; }

    /// <summary>The run with another value.</summary>
    public Func<StressOptions, T, StressOptions>? Set { get; init; }

    public override string ValueName => kind.ValueName;

    public override IReadOnlyList<string> Words => kind.Words;

    public override (string Min, string Max)? Range =>
        kind.Range is { } range ? (kind.Format(range.Min), kind.Format(range.Max)) : null;

    protected override string DefaultText => Get is null ? "" : kind.Format(Get(OptionTable.Defaults));

    /// <summary>The value of a text.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public T Parse(string text) => kind.Parse(Name, text);

    public override StressOptions Apply(StressOptions options, string text)
    {
        T value = Parse(text);
        return Set is null ? options : Set(options, value);
    }

    public override bool IsDefaultIn(StressOptions options) =>
        Get is null
            ? Equals(JsonValue(options), JsonValue(OptionTable.Defaults))
            : EqualityComparer<T>.Default.Equals(Get(options), Get(OptionTable.Defaults));

    public override object? JsonValue(StressOptions options)
    {
        if (JsonOf is not null)
            return JsonOf(options);
        if (Get is null || (options.Backend == Backend.Kernel && !Use.HasFlag(OptionUse.Kernel)))
            return null;
        object? value = Get(options);
        // Words stay words; everything else is what it is.
        return value is bool && !IsFlag || value is Enum or Content.ContentSpec ? kind.Format(Get(options)) : value;
    }
}
