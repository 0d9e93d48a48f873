using System.Globalization;

namespace SwapStress.Harness.Results;

/// <summary>
/// The files that a run's rounds are in: rounds.jsonl, and before it rounds.1.jsonl, before that rounds.2.jsonl and so on.
/// </summary>
internal static class RoundsFiles
{
    /// <summary>The file that is written to.</summary>
    public const string Current = "rounds.jsonl";

    /// <summary>What is left of the rounds whose file was deleted.</summary>
    public const string Dropped = "rounds-dropped.json";

    /// <summary>The largest number of a file, which is the oldest one's.</summary>
    public const int NumberMax = 7;

    /// <summary>The path of a file.</summary>
    /// <param name="directory">The results directory.</param>
    /// <param name="number">0 for the current one.</param>
    public static string PathOf(string directory, int number) =>
        Path.Combine(
            directory,
            number == 0 ? Current : string.Create(CultureInfo.InvariantCulture, $"rounds.{number}.jsonl")
        );

    /// <summary>The files that are there, the oldest first. A number may be missing: a run was killed as it renamed them.</summary>
    public static IEnumerable<string> InOrder(string directory) =>
        Enumerable.Range(0, NumberMax + 1).Reverse().Select(number => PathOf(directory, number)).Where(File.Exists);
}
