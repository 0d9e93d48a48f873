using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Results;

/// <summary>run.json, schema "swapstress/run/1". A change of these members is a change of the schema.</summary>
internal sealed record RunDocument
{
    public const string SchemaName = "swapstress/run/1";

    public string Schema { get; init; } = SchemaName;
    public required string Version { get; init; }
    public required string? Commit { get; init; }
    public required DateTime StartedUtc { get; init; }
    public required HostInfo Host { get; init; }
    public required OptionsDocument Options { get; init; }
    public required IReadOnlyList<StrategyDocument> Strategies { get; init; }
    public required string Verdict { get; init; }
    public required int ExitCode { get; init; }
    public required bool Interrupted { get; init; }

    /// <summary>What could not be written to the other files, in a few words each; empty when all is there.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>How many times the run was resumed.</summary>
    public required int Resumed { get; init; }
}
