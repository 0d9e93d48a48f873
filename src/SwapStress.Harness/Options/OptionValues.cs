namespace SwapStress.Harness.Options;

/// <summary>The options that somebody wrote, wherever: their texts, null for a flag.</summary>
/// <param name="arguments">What was written and is no option.</param>
internal sealed class OptionValues(
    IReadOnlyDictionary<OptionRow, string?> texts,
    IReadOnlyList<string>? arguments = null
)
{
    /// <summary>What was written and is no option.</summary>
    public IReadOnlyList<string> Arguments => arguments ?? [];

    /// <summary>The rows that were written.</summary>
    public IEnumerable<OptionRow> Rows => texts.Keys;

    public bool Given(OptionRow row) => texts.ContainsKey(row);

    /// <summary>The text; null where it was not written, or for a flag.</summary>
    public string? Text(OptionRow row) => texts.GetValueOrDefault(row);

    /// <summary>The value; the fallback where it was not written.</summary>
    /// <exception cref="UsageException">The text makes no sense.</exception>
    public T Get<T>(OptionRow<T> row, T fallback) => Given(row) ? row.Parse(Text(row) ?? "") : fallback;

    /// <summary>The value; null where it was not written.</summary>
    /// <exception cref="UsageException">The text makes no sense.</exception>
    public T? Find<T>(OptionRow<T> row)
        where T : struct => Given(row) ? row.Parse(Text(row) ?? "") : null;

    /// <summary>The text of an option whose words are checked, or null.</summary>
    /// <exception cref="UsageException">There is no such word.</exception>
    public string? Word(OptionRow<string> row) => Given(row) ? row.Parse(Text(row)!) : null;

    /// <summary>These and others, which come before them.</summary>
    public OptionValues With(IEnumerable<KeyValuePair<OptionRow, string?>> others)
    {
        var all = new Dictionary<OptionRow, string?>(texts);
        foreach ((OptionRow row, string? text) in others)
            all[row] = text;
        return new OptionValues(all, arguments);
    }

    /// <summary>Those that were written of some rows, in the order of these.</summary>
    public IEnumerable<KeyValuePair<OptionRow, string?>> Of(IEnumerable<OptionRow> rows) =>
        rows.Where(Given).Select(row => KeyValuePair.Create(row, Text(row)));
}
