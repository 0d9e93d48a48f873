using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;

namespace SwapStress.Harness.Results;

/// <summary>
/// What a run was told, as options.json has it from the start: enough to resume it. The texts of the command line make the
/// options again; their resolved values only tell whether they still mean the same.
/// </summary>
/// <param name="Arguments">The options that were written, by name, with their text; null for one without a value.</param>
internal sealed record RunRecipe(IReadOnlyDictionary<string, string?> Arguments, StressOptions Options)
{
    internal const string FileName = "options.json";

    /// <summary>Writes options.json.</summary>
    /// <exception cref="IOException">It cannot be written; it is as it was.</exception>
    internal void Write(string directory, DateTimeOffset startedUtc, int resumed)
    {
        var document = new RecipeDocument
        {
            Version = BuildInfo.Version,
            Commit = BuildInfo.Commit,
            StartedUtc = startedUtc.UtcDateTime,
            Resumed = resumed,
            Host = HostInfo.Read(),
            Arguments = Arguments,
            Options = OptionsJson.Of(Options, directory),
        };
        DurableFiles.Replace(
            Path.Combine(directory, FileName),
            file => JsonSerializer.Serialize(file, document, ResultsJson.Indented.RecipeDocument)
        );
    }
}

/// <summary>options.json.</summary>
internal sealed record RecipeDocument
{
    public const string SchemaName = "swapstress/options/1";

    public string? Schema { get; init; } = SchemaName;
    public required string Version { get; init; }
    public required string? Commit { get; init; }

    /// <summary>When the first part started.</summary>
    public required DateTime StartedUtc { get; init; }

    /// <summary>How many times the run was resumed.</summary>
    public required int Resumed { get; init; }

    /// <summary>The machine of the last part; null where an earlier version wrote it.</summary>
    public HostInfo? Host { get; init; }
    public required IReadOnlyDictionary<string, string?> Arguments { get; init; }

    /// <summary>As <see cref="OptionsJson"/> writes them.</summary>
    public required JsonElement Options { get; init; }
}
