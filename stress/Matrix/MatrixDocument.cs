using System.Text.Json.Serialization;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Matrix;

/// <summary>matrix.json, schema "swapstress/matrix/1". What a cell is in full is in its own run.json.</summary>
internal sealed record MatrixDocument(
    string Schema,
    string Version,
    string? Commit,
    DateTime StartedUtc,
    HostInfo Host,
    string Command,
    IReadOnlyList<MatrixCellDocument> Cells,
    string Verdict,
    int ExitCode,
    bool Interrupted
)
{
    public const string SchemaName = "swapstress/matrix/1";
}

/// <summary>One combination.</summary>
internal sealed record MatrixCellDocument(
    string Device,
    string ReadDelay,
    bool Zswap,
    string Compressor,
    IReadOnlyList<MatrixStrategyDocument> Strategies
)
{
    public static MatrixCellDocument From(MatrixCellResult result) =>
        new(
            result.Cell.Device,
            result.Cell.ReadDelay,
            result.Cell.HasZswap,
            result.Cell.Compressor,
            [.. result.Run.Strategies.Select(MatrixStrategyDocument.From)]
        );
}

/// <summary>One strategy of a combination; the fields are those of run.json, and leaks is what did not add up.</summary>
internal sealed record MatrixStrategyDocument(
    string Sync,
    bool Sound,
    int Rounds,
    int CountedRounds,
    long Updates,
    long LostUpdates,
    long Misloads,
    long ReadFailures,
    long? StaleInstalls,
    long Leaks,
    long MajorFaults,
    long SwapOuts,
    double ElapsedSeconds
)
{
    public static MatrixStrategyDocument From(StrategyResult result) =>
        new(
            result.Strategy.Name,
            result.Strategy.Sound,
            result.Rounds,
            result.CountedRounds,
            result.Updates,
            result.LostUpdates,
            result.Misloads,
            result.ReadFailures,
            result.Statistics.StaleInstalls,
            result.Defects,
            result.Statistics.MajorFaults,
            result.Statistics.SwapOuts,
            Math.Round(result.Elapsed.TotalSeconds, 6)
        );
}

/// <summary>The serializer of matrix.json, generated at build time.</summary>
[JsonSerializable(typeof(MatrixDocument))]
internal sealed partial class MatrixJson : JsonSerializerContext
{
    /// <summary>For people, too.</summary>
    public static MatrixJson Indented { get; } = new(JsonText.Indented());
}
