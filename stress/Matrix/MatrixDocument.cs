using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Rounds;

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
    IReadOnlyList<JsonObject> Strategies
)
{
    public static MatrixCellDocument From(MatrixCellResult result) =>
        new(
            result.Cell.Device,
            result.Cell.ReadDelay,
            result.Cell.HasZswap,
            result.Cell.Compressor,
            [.. result.Run.Strategies.Select(ToNode)]
        );

    /// <summary>The fields are those of run.json, and leaks is what did not add up.</summary>
    private static JsonObject ToNode(StrategyResult result) =>
        PathJson.Of([
            ("sync", result.Strategy.Name),
            ("sound", result.Strategy.Sound),
            .. FigureTable.Default.Matrix(result.Tally),
        ]);
}

/// <summary>The serializer of matrix.json, generated at build time.</summary>
[JsonSerializable(typeof(MatrixDocument))]
internal sealed partial class MatrixJson : JsonSerializerContext
{
    /// <summary>For people, too.</summary>
    public static MatrixJson Indented { get; } = new(JsonText.Indented());
}
