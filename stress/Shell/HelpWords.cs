using SwapStress.Harness.Options;

namespace SwapStress.Stress.Shell;

/// <summary>What rows leave open: the strategies and races of this program, and how it was started.</summary>
internal sealed record HelpWords(IReadOnlyList<string> Strategies, IReadOnlyList<string> Races)
{
    private const string StrategiesMark = "{strategies}";
    private const string RacesMark = "{races}";

    /// <summary>What help says of a row.</summary>
    public string Describe(OptionRow row) =>
        row
            .Help.Replace(StrategiesMark, string.Join(", ", Strategies), StringComparison.Ordinal)
            .Replace(RacesMark, string.Join(", ", Races), StringComparison.Ordinal)
            .Replace("{program}", ProgramName.Typed, StringComparison.Ordinal);

    /// <summary>What is completed after a row: "lz4|zstd[:L]" has lz4 and zstd; "SIZE" stands for something.</summary>
    public IEnumerable<string> Complete(OptionRow row) =>
        row
            .ValueName.Split('|')
            .Select(word => word.Split('[')[0])
            .Where(word => word.Length > 0 && !word.Any(char.IsAsciiLetterUpper))
            .Concat(
                row.Words.SelectMany(word =>
                    word switch
                    {
                        StrategiesMark => Strategies,
                        RacesMark => Races,
                        _ => [word],
                    }
                )
            );
}
