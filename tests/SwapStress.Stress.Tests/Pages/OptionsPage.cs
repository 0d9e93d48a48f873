using System.Text;
using SwapStress.Harness.Options;
using SwapStress.Races;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>docs/reference/OPTIONS.md, as the verbs' rows make it.</summary>
internal static class OptionsPage
{
    private const string Head = """
        # Options

        Made from the program's tables; `--help` after a verb says the same. Sizes are `4096`, `512K`, `32M`, `10G`; durations `50us`,
        `1ms`, `30s`, `8h`. Those of `run` can also stand [in the environment and in appsettings.json](../GUIDE.md#settings): `--read-delay`
        as `SWAPSTRESS_READ_DELAY`, and as `ReadDelay`.
        """;

    public static string Write(IReadOnlyList<IVerb> verbs)
    {
        var page = new StringBuilder(Head).Append('\n');
        var model = new PagingModel();
        var words = new HelpWords(
            [.. model.Strategies.Select(strategy => strategy.Name)],
            [.. RaceCatalogue.Default.All.Select(race => race.Name)]
        );
        var told = new Dictionary<OptionRow, string>();
        foreach (IVerb verb in verbs.Where(verb => verb.Options.Count > 0))
        {
            bool isRun = verb.Options == OptionTable.All;
            page.Append($"\n## {verb.Name}\n\n");
            page.Append(isRun ? "| Option | | Values | Also | In options.json |\n" : "| Option | | Values |\n");
            page.Append(isRun ? "|---|---|---|---|---|\n" : "|---|---|---|\n");
            foreach (OptionRow row in verb.Options)
            {
                string text = told.TryGetValue(row, out string? where)
                    ? $"As for `{where}`."
                    : $"{words.Describe(row)} {row.More}".TrimEnd();
                if (where is not null && verb.Name == "matrix" && row.MatrixDefault is { } value)
                    text += $" Default {value}.";
                told.TryAdd(row, verb.Name);
                page.Append($"| {Code($"{row} {row.ValueName}".TrimEnd())} | {Escape(text)} | {Values(row)} |");
                if (isRun)
                    page.Append($" {Also(row)} | {(row.Json is { } json ? Code(json) : "")} |");
                page.Append('\n');
            }
        }
        return page.ToString();
    }

    private static string Values(OptionRow row) =>
        row.Range is not (var min, var max) ? ""
        : max.Length > 12 || max == $"{int.MaxValue}" || max.EndsWith('E') ? (min == "0" ? "" : $"from {min}")
        : $"{min} to {max}";

    /// <summary>Where the option of a run applies besides a run of the model.</summary>
    private static string Also(OptionRow row) =>
        string.Join(
            ", ",
            new[]
            {
                row.Use.HasFlag(OptionUse.Kernel) ? "kernel" : null,
                row.Use.HasFlag(OptionUse.Resume) ? "`--resume`" : null,
                row.Use.HasFlag(OptionUse.Matrix) ? "`matrix`" : null,
                row.Preset is not null ? "races" : null,
            }.OfType<string>()
        );

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Escape(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
