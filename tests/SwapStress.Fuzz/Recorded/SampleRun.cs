using SwapStress.Fuzz.Engine;

namespace SwapStress.Fuzz.Recorded;

/// <summary>
/// The results of a run that lost updates, as it wrote them: always the same, so that an input's number is enough to have it
/// again. <c>swapstress run --fix both --threads 4 --region 16K --rounds 2 --read-delay 1ms --zswap
/// --zswap-max-pool-percent 20 --recompress zstd:3 --idle-interval 20ms --checksum on --fail-read 2 --fail-write 2 --slow-read 5
/// --out sample</c>, and rounds-dropped.json with the sums of the first round.
/// </summary>
internal static class SampleRun
{
    public const string Run = "run.json";
    public const string Options = "options.json";
    public const string Rounds = "rounds.jsonl";
    public const string Dropped = "rounds-dropped.json";

    /// <summary>Every file's text by name, in the order of names.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } =
        new SortedDictionary<string, string>(
            Directory
                .GetFiles(Path.Combine(AppContext.BaseDirectory, "Recorded", "Sample"))
                .ToDictionary(file => Path.GetFileName(file), File.ReadAllText),
            StringComparer.Ordinal
        );

    /// <summary>Writes some files, of which several are damaged or missing.</summary>
    /// <param name="input">The choices.</param>
    /// <param name="directory">Where to; what is there is deleted.</param>
    /// <param name="files">Names and whole texts.</param>
    public static void WriteDamaged(FuzzInput input, string directory, IEnumerable<KeyValuePair<string, string>> files)
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        foreach ((string name, string text) in files)
        {
            if (input.Chance(90))
                File.WriteAllText(
                    Path.Combine(directory, name),
                    input.Chance(40) ? JsonDamage.Apply(input, text) : text
                );
        }
    }
}
