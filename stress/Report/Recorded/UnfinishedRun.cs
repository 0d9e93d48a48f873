using System.Text.Json;
using SwapStress.Harness.Figures;
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
        return RecordedRuns.Common(directory, recipe, host) with
        {
            Contenders =
            [
                .. rounds.All.Select(mine =>
                    mine.ToContender(
                        RecordedRuns.LabelOf(mine.Sync, mine.Fix, Field.Text(host, "kernel")),
                        rounds.SumsOf(mine) is { } sums ? FiguresOf(sums, isZram) : null
                    )
                ),
            ],
            Remarks = [.. remarks, $"it has no {ResultsRecorder.RunFile}: it did not come to its end, or still runs"],
        };
    }

    private static RecordedFigures FiguresOf(RoundSums sums, bool isZram)
    {
        StorePart parts = isZram || sums.Sync is null ? StorePart.Zram : StorePart.None;
        return new RecordedFigures(
            JsonElement.Parse(PathJson.Of(FigureTable.Default.Run(sums.Tally, parts)).ToJsonString())
        );
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
