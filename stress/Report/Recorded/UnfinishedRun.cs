using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Report.Recorded;

/// <summary>Reads the directory of a run that was killed, or still goes on: its options, and its rounds added up.</summary>
internal static class UnfinishedRun
{
    public static RecordedRun Read(string directory, RecordedRounds rounds, List<string> remarks)
    {
        JsonElement recipe = ReadOptions(directory, remarks);
        JsonElement host = Field.Find(recipe, "host") ?? default;
        JsonElement options = Field.Find(recipe, "options") ?? default;
        bool isZram = Field.Text(options, "device") is "zram";
        IReadOnlyDictionary<string, RoundSums> sums = AddUp(directory);
        return RecordedRuns.Common(directory, recipe, host) with
        {
            Contenders = [.. rounds.All.Select(mine => ToContender(mine, Field.Text(host, "kernel"), sums, isZram))],
            Remarks = [.. remarks, $"it has no {ResultsRecorder.RunFile}: it did not come to its end, or still runs"],
        };
    }

    private static RecordedContender ToContender(
        RecordedSums mine,
        string? kernel,
        IReadOnlyDictionary<string, RoundSums> sums,
        bool isZram
    )
    {
        RecordedContender contender = mine.ToContender(RecordedRuns.LabelOf(mine.Sync, mine.Fix, kernel));
        RoundSums? whole = sums.Values.FirstOrDefault(sum => sum.Sync == mine.Sync && sum.Fix == mine.Fix);
        // Lines of another version may have sums that this one cannot read: then there are fewer figures.
        return whole is null || whole.Result.Rounds != mine.Rounds
            ? contender
            : contender with
            {
                Figures = FiguresOf(whole, isZram),
            };
    }

    private static RecordedFigures FiguresOf(RoundSums sum, bool isZram)
    {
        StrategyResult result = sum.Result with { Strategy = sum.Result.Strategy with { IsKernel = sum.Sync is null } };
        var document = StrategyDocument.From(result, isZram || result.Strategy.IsKernel, new());
        return new RecordedFigures(JsonSerializer.SerializeToElement(document, ResultsJson.Default.StrategyDocument));
    }

    private static IReadOnlyDictionary<string, RoundSums> AddUp(string directory)
    {
        using IEnumerator<string> lines = RoundsFiles.ReadLines(directory).GetEnumerator();
        // As in RecordedRounds: the files are open before what was dropped is read.
        bool hasLine = lines.MoveNext();
        IReadOnlyDictionary<string, RoundSums> dropped = DroppedRounds.Read(directory);
        return RoundLines.AddUp(RoundLines.Parse(Rest()), dropped);

        IEnumerable<string> Rest()
        {
            for (; hasLine; hasLine = lines.MoveNext())
                yield return lines.Current;
        }
    }

    /// <summary>options.json; nothing where it cannot be read, for the rounds are worth a report without it.</summary>
    private static JsonElement ReadOptions(string directory, List<string> remarks)
    {
        string path = Path.Combine(directory, RunRecipe.FileName);
        if (!File.Exists(path))
            return default;
        try
        {
            var options = JsonElement.Parse(SharedFile.ReadAllText(path));
            if (Field.Text(options, "schema") is RecipeDocument.SchemaName)
                return options;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Told below, as that of a file that is something else.
        }
        remarks.Add($"{RunRecipe.FileName} cannot be read");
        return default;
    }
}
