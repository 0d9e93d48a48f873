using System.Globalization;
using SwapStress.Harness.Files;

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
    /// <param name="number">0 for the current one.</param>
    public static string PathOf(string directory, int number) =>
        Path.Combine(
            directory,
            number == 0 ? Current : string.Create(CultureInfo.InvariantCulture, $"rounds.{number}.jsonl")
        );

    /// <summary>The files that are there, the oldest first. A number may be missing: a run was killed as it renamed them.</summary>
    public static IEnumerable<string> InOrder(string directory) =>
        Enumerable.Range(0, NumberMax + 1).Reverse().Select(number => PathOf(directory, number)).Where(File.Exists);

    /// <summary>
    /// The lines of all files, the oldest first, while a run may go on there: the newest file is opened first, so that one
    /// that is renamed meanwhile is read twice, if anything, and none is passed over. Who wants to know what was dropped looks
    /// after the first line.
    /// </summary>
    public static IEnumerable<string> ReadLines(string directory)
    {
        var files = new Stack<StreamReader>();
        try
        {
            for (int number = 0; number <= NumberMax; number++)
            {
                if (TryOpen(PathOf(directory, number)) is { } file)
                    files.Push(file);
            }
            foreach (StreamReader file in files)
            {
                while (file.ReadLine() is { } line)
                    yield return line;
            }
        }
        finally
        {
            foreach (StreamReader file in files)
                file.Dispose();
        }
    }

    private static StreamReader? TryOpen(string path)
    {
        try
        {
            return new StreamReader(SharedFile.Open(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
