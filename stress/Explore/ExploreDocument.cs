using System.Text.Json.Serialization;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;

namespace SwapStress.Stress.Explore;

/// <summary>The file of <c>explore --json</c>, schema "swapstress/explore/1".</summary>
internal sealed record ExploreDocument(
    string Schema,
    string Version,
    string? Commit,
    DateTime StartedUtc,
    HostInfo Host,
    string Command,
    IReadOnlyList<ExploreRowDocument> Rows,
    int ExitCode
)
{
    public const string SchemaName = "swapstress/explore/1";
}

/// <summary>
/// One program in one configuration. Race is null for a program of the user's; outcome is the bad one that was found, or "nothing lost";
/// preemptions and replay belong to it and are null without it.
/// </summary>
internal sealed record ExploreRowDocument(
    string? Race,
    string Program,
    string Sync,
    string Fix,
    bool Found,
    string Outcome,
    IReadOnlyDictionary<string, long> Outcomes,
    long Schedules,
    bool Exhausted,
    int? PreemptionBound,
    string Check,
    double Seconds,
    double SchedulesPerSecond,
    int? Preemptions,
    string? Replay
)
{
    public static ExploreRowDocument From(ExploreRow row) =>
        new(
            row.Case.Race?.Name,
            row.Case.Spec.Text,
            row.Case.Sync,
            row.Case.FixText,
            row.IsFound,
            (row.Result.Bad ?? Explorer.Programs.Outcome.Kept).ToString(),
            row.Outcomes.ToDictionary(o => o.Text, o => o.Occurrences, StringComparer.Ordinal),
            row.Result.Schedules,
            row.Result.IsExhausted,
            row.Result.PreemptionBound,
            row.Result.ChecksInFull ? ExploreOptionSet.CheckFull : ExploreOptionSet.CheckWitness,
            Math.Round(row.Result.Elapsed.TotalSeconds, 6),
            Math.Round(row.Result.SchedulesPerSecond),
            row.IsFound ? row.Result.Preemptions : null,
            row.Result.Schedule?.ToString()
        );
}

/// <summary>The serializer of that file, generated at build time.</summary>
[JsonSerializable(typeof(ExploreDocument))]
internal sealed partial class ExploreJson : JsonSerializerContext
{
    /// <summary>For people, too.</summary>
    public static ExploreJson Indented { get; } = new(JsonText.Indented());
}
