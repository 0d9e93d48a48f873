using System.Text.Json;
using System.Text.Json.Nodes;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Results;

/// <summary>rounds-dropped.json: the sums of the rounds whose file was deleted, so that totals stay exact.</summary>
internal static class DroppedRounds
{
    private const string SchemaName = "swapstress/dropped/1";

    /// <summary>The sums by strategy's key; none where nothing was dropped.</summary>
    /// <exception cref="IOException">The file is damaged, or cannot be read.</exception>
    public static IReadOnlyDictionary<string, RoundSums> Read(string directory)
    {
        string path = Path.Combine(directory, RoundsFiles.Dropped);
        if (!File.Exists(path))
            return RunHistory.None.Strategies;
        try
        {
            var document = JsonElement.Parse(SharedFile.ReadAllText(path));
            if (document.GetProperty("schema").GetString() is not SchemaName)
                throw new IOException($"{path} has not the schema {SchemaName}");
            var sums = new Dictionary<string, RoundSums>(StringComparer.Ordinal);
            foreach (JsonElement one in document.GetProperty("strategies").EnumerateArray())
            {
                RoundSums? read = one.ValueKind == JsonValueKind.Null ? null : ReadOne(one);
                if (read is null || !sums.TryAdd(read.Key, read))
                    throw new IOException($"{path} is damaged: a strategy is missing, or there twice");
            }
            return sums;
        }
        catch (Exception exception) when (RoundLine.IsDamage(exception))
        {
            throw new IOException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It cannot be written; it is as it was.</exception>
    public static void Write(string directory, IReadOnlyDictionary<string, RoundSums> sums)
    {
        var document = new JsonObject
        {
            ["schema"] = SchemaName,
            ["strategies"] = new JsonArray([
                .. sums.Values.Select(one => new JsonObject
                {
                    ["sync"] = one.Sync,
                    ["fix"] = one.Fix,
                    ["lastRound"] = one.LastRound,
                    ["result"] = SumsJson.Write(one.Key, one.Tally, hasTotal: true),
                }),
            ]),
        };
        DurableFiles.Replace(
            Path.Combine(directory, RoundsFiles.Dropped),
            file => file.Write(RoundLines.ToBytes(document))
        );
    }

    private static RoundSums ReadOne(JsonElement one)
    {
        string? sync = one.GetProperty("sync").GetString();
        Tally tally = SumsJson.Read(one.GetProperty("result"), sync is null, out string key);
        return new RoundSums(
            sync,
            one.GetProperty("fix").GetString(),
            (int)SumsJson.ReadCount(one.GetProperty("lastRound"), int.MaxValue),
            key,
            tally
        );
    }
}
