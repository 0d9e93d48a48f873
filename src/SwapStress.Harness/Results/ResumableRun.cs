using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Results;

/// <summary>A run that was killed, stopped or finished, as its results directory has it; nobody else writes there meanwhile.</summary>
internal sealed class ResumableRun : IDisposable
{
    private readonly RecipeDocument _recipe;
    private readonly RunLock _lock;

    private ResumableRun(string directory, RecipeDocument recipe, RunLock runLock)
    {
        DirectoryPath = directory;
        _recipe = recipe;
        _lock = runLock;
    }

    /// <summary>The results directory.</summary>
    public string DirectoryPath { get; }

    /// <summary>The options that were written when it began, by name; null for one without a value.</summary>
    public IReadOnlyDictionary<string, string?> Arguments => _recipe.Arguments;

    /// <summary>What its parts did so far.</summary>
    public RunHistory History { get; private init; } = RunHistory.None;

    /// <summary>What people should know before it goes on, one line each.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>Reads a directory and locks it.</summary>
    /// <exception cref="UsageException">There is no run that can be resumed, or it still goes on.</exception>
    /// <exception cref="EnvironmentException">The directory cannot be read or written.</exception>
    public static ResumableRun Open(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        string file = Path.Combine(directory, RunRecipe.FileName);
        if (!File.Exists(file))
            throw new UsageException(
                $"{directory} has no {RunRecipe.FileName}, which says how to go on; name the results directory of a run"
            );
        RunLock? runLock = null;
        try
        {
            runLock = RunLock.Take(directory);
            ResumableRun run = Read(directory, ReadRecipe(file), runLock);
            runLock = null;
            return run;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"{directory} cannot be resumed: {exception.Message}", exception);
        }
        finally
        {
            runLock?.Dispose();
        }
    }

    /// <summary>Refuses options that resolve to something else than when the run began: the rounds would be of two kinds.</summary>
    /// <param name="resolved">What this program makes of <see cref="Arguments"/>.</param>
    /// <exception cref="UsageException">They differ.</exception>
    public void CheckMeaning(StressOptions resolved)
    {
        string directory = _recipe.Options.TryGetProperty("out", out JsonElement path) ? $"{path}" : "";
        JsonElement now = JsonSerializer.SerializeToElement(
            OptionsDocument.From(resolved, directory),
            ResultsJson.Default.OptionsDocument
        );
        foreach (JsonProperty then in _recipe.Options.EnumerateObject())
        {
            if (!now.TryGetProperty(then.Name, out JsonElement value) || !JsonElement.DeepEquals(value, then.Value))
                throw new UsageException(
                    $"{DirectoryPath}: {then.Name} was {then.Value.GetRawText()} and is now {(value.ValueKind == JsonValueKind.Undefined ? "unknown" : value.GetRawText())}; "
                        + $"resume it with the program of {_recipe.Commit ?? _recipe.Version}, or begin another run"
                );
        }
    }

    /// <summary>Lets others have the directory.</summary>
    public void Dispose() => _lock.Dispose();

    private static ResumableRun Read(string directory, RecipeDocument recipe, RunLock runLock)
    {
        // Removes half a line, which is no damage: the kill came between its bytes.
        RoundsLog.Open(directory, long.MaxValue).Dispose();
        int damaged = 0;
        IReadOnlyDictionary<string, RoundSums> sums = RoundLines.AddUp(
            RoundLines
                .Parse(RoundsFiles.ReadLines(directory))
                .Where(round =>
                {
                    damaged += round is null ? 1 : 0;
                    return round is not null;
                }),
            DroppedRounds.Read(directory)
        );
        return new ResumableRun(directory, recipe, runLock)
        {
            History = new RunHistory
            {
                Resumed = recipe.Resumed + 1,
                StartedUtc = new DateTimeOffset(recipe.StartedUtc.ToUniversalTime()),
                Strategies = sums,
            },
            Remarks = [.. Remark(recipe, sums, damaged)],
        };
    }

    private static IEnumerable<string> Remark(
        RecipeDocument recipe,
        IReadOnlyDictionary<string, RoundSums> sums,
        int damaged
    )
    {
        if (recipe.Version != BuildInfo.Version || recipe.Commit != BuildInfo.Commit)
            yield return OneLine.Of(
                $"the run was begun by version {recipe.Version}, commit {recipe.Commit ?? "unknown"}; this is "
                    + $"{BuildInfo.Version}, {BuildInfo.Commit ?? "unknown"}"
            );
        if (damaged > 0)
            yield return $"{damaged} {(damaged == 1 ? "line" : "lines")} of {RoundsFiles.Current} cannot be read, and what they said is in no sum";
        foreach ((string label, RoundSums sum) in sums)
        {
            int missing = sum.LastRound + 1 - sum.Result.Rounds;
            if (missing > 0)
                yield return $"{OneLine.Of(label)}: {missing} {(missing == 1 ? "round is" : "rounds are")} missing in {RoundsFiles.Current}, and in no sum";
        }
    }

    private static RecipeDocument ReadRecipe(string file)
    {
        try
        {
            using FileStream stream = SharedFile.Open(file);
            RecipeDocument? recipe = JsonSerializer.Deserialize(stream, ResultsJson.Default.RecipeDocument);
            if (recipe is not { Schema: RecipeDocument.SchemaName })
                throw new UsageException(
                    $"{file} has schema '{recipe?.Schema}', not {RecipeDocument.SchemaName}; resume the run with the program that began it"
                );
            if (recipe.Options.ValueKind != JsonValueKind.Object)
                throw new JsonException("options are missing");
            // A text can be well formed and have half a character, which shows when it is read.
            _ = JsonElement.DeepEquals(recipe.Options, recipe.Options);
            return recipe;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new UsageException(
                $"{file} is damaged, so the run cannot be resumed ({exception.Message.ReplaceLineEndings(" ")}); the verb report still reads its rounds",
                exception
            );
        }
    }
}
