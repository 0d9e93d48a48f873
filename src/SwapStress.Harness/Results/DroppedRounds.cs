using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Results;

/// <summary>rounds-dropped.json: the sums of the rounds whose file was deleted, so that totals stay exact.</summary>
internal static class DroppedRounds
{
    private const string SchemaName = "swapstress/dropped/1";

    /// <summary>The sums by strategy's label; none where nothing was dropped.</summary>
    /// <exception cref="IOException">The file is damaged, or cannot be read.</exception>
    public static IReadOnlyDictionary<string, RoundSums> Read(string directory)
    {
        string path = Path.Combine(directory, RoundsFiles.Dropped);
        if (!File.Exists(path))
            return RunHistory.None.Strategies;
        try
        {
            using FileStream file = SharedFile.Open(path);
            DroppedDocument? document = JsonSerializer.Deserialize(file, ResultsJson.Default.DroppedDocument);
            if (document is not { Schema: SchemaName })
                throw new IOException($"{path} has not the schema {SchemaName}");
            var sums = new Dictionary<string, RoundSums>(StringComparer.Ordinal);
            // A list can have nothing in a place where it must not, for all that its serializer checks.
            foreach (RoundSums? one in document.Strategies)
            {
                if (one is null || !sums.TryAdd(one.Result.Strategy.Key, one))
                    throw new IOException($"{path} is damaged: a strategy is missing, or there twice");
            }
            return sums;
        }
        // A text can be well formed and have half a character, which shows when it is read.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new IOException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It cannot be written; it is as it was.</exception>
    public static void Write(string directory, IReadOnlyDictionary<string, RoundSums> sums)
    {
        var document = new DroppedDocument(SchemaName, [.. sums.Values]);
        DurableFiles.Replace(
            Path.Combine(directory, RoundsFiles.Dropped),
            file => JsonSerializer.Serialize(file, document, ResultsJson.Lines.DroppedDocument)
        );
    }
}

/// <summary>The file.</summary>
internal sealed record DroppedDocument(string Schema, IReadOnlyList<RoundSums> Strategies);
