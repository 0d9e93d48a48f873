using System.CommandLine;
using System.Text.Json.Serialization;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Results;
using SwapStress.Primitives;

namespace SwapStress.Stress.SwapIn;

/// <summary>The file of <c>swapin --json</c>, schema "swapstress/swapin/1".</summary>
internal sealed record SwapInDocument(
    string Schema,
    string Version,
    string? Commit,
    DateTime StartedUtc,
    HostInfo Host,
    string Command,
    SwapInOptionsDocument Options,
    IReadOnlyList<SwapInRowDocument> Rows,
    bool SameSlots,
    int ExitCode
)
{
    public const string SchemaName = "swapstress/swapin/1";

    public static SwapInDocument From(
        SweepOptions options,
        SweepComparison comparison,
        string? codecText,
        DateTimeOffset startedUtc,
        ParseResult parsed,
        int exitCode
    ) =>
        new(
            SchemaName,
            BuildInfo.Version,
            BuildInfo.Commit,
            startedUtc.UtcDateTime,
            HostInfo.Read(),
            $"swapstress {string.Join(' ', parsed.Tokens.Select(token => token.Value))}",
            SwapInOptionsDocument.From(options, codecText),
            // Without one whole repeat there are no figures.
            comparison.Results[0].SwapInNs.Count == 0
                ? []
                : [.. comparison.Results.Select(result => SwapInRowDocument.From(result, options, comparison))],
            comparison.HasOneLayout,
            exitCode
        );
}

/// <summary>Every resolved option; units are in the names. What says how the model works is null without it.</summary>
internal sealed record SwapInOptionsDocument(
    long SizeBytes,
    long? DiskSizeBytes,
    IReadOnlyList<string> Backend,
    IReadOnlyList<string> Sync,
    string? Compressor,
    string? CodecProvider,
    string? Codec,
    string? KernelSwap,
    string Content,
    int Repeat,
    int Threads,
    ulong Seed
)
{
    public static SwapInOptionsDocument From(SweepOptions options, string? codecText) =>
        new(
            options.SizeBytes,
            options.HasModel ? options.DiskBytes : null,
            [
                .. options.HasModel ? ["model"] : Array.Empty<string>(),
                .. options.HasKernel ? ["kernel"] : Array.Empty<string>(),
            ],
            [.. options.Contenders.Where(contender => !contender.IsKernel).Select(contender => contender.Name)],
            options.HasModel ? options.Compressor : null,
            options.HasModel ? options.CodecProvider ?? "auto" : null,
            codecText,
            options.Swap?.Text,
            options.Content.ToString(),
            options.Repeats,
            options.Threads,
            options.Seed
        );
}

/// <summary>
/// One contender. Sync is null for the kernel; the bare codec's figures are null where its algorithm is another or there
/// is none; the ratios are medians of those within each repeat, null where there is nothing to compare with.
/// </summary>
internal sealed record SwapInRowDocument(
    string Backend,
    string? Sync,
    string? Compressor,
    string Content,
    int Pages,
    int Repeats,
    SwapInSpreadDocument SwapInNsPerPage,
    SwapInSpreadDocument SwapOutNsPerPage,
    double? BareDecodeNsPerPage,
    double? BareEncodeNsPerPage,
    double? SwapInOverBareDecode,
    double? SwapOutOverBareEncode,
    double? SwapInOverNone,
    double? SwapOutOverNone,
    double? SwapInOverKernel,
    double? SwapOutOverKernel,
    double? SlotsInOrder,
    ZramDocument? Zram
)
{
    public static SwapInRowDocument From(SweepResult result, SweepOptions options, SweepComparison comparison)
    {
        bool isKernel = result.Contender.IsKernel;
        string? compressor = isKernel ? options.Swap?.Compressor : options.Compressor;
        bool hasBare = comparison.DecodeNs.Count > 0 && (!isKernel || compressor == options.Compressor);
        SweepResult? none = comparison.Results.FirstOrDefault(other => other.Contender.Name == "none");
        SweepResult? kernel = comparison.Results.FirstOrDefault(other => other.Contender.IsKernel);
        return new SwapInRowDocument(
            isKernel ? "kernel" : "model",
            isKernel ? null : result.Contender.Name,
            compressor,
            options.Content.ToString(),
            options.PageCount,
            result.SwapInNs.Count,
            SwapInSpreadDocument.From(result.SwapInNs),
            SwapInSpreadDocument.From(result.SwapOutNs),
            hasBare ? Round(Spread.Of(comparison.DecodeNs).Median) : null,
            hasBare ? Round(Spread.Of(comparison.EncodeNs).Median) : null,
            hasBare ? Ratio(result.SwapInNs, comparison.DecodeNs) : null,
            hasBare ? Ratio(result.SwapOutNs, comparison.EncodeNs) : null,
            Ratio(result.SwapInNs, none?.SwapInNs),
            Ratio(result.SwapOutNs, none?.SwapOutNs),
            Ratio(result.SwapInNs, kernel?.SwapInNs),
            Ratio(result.SwapOutNs, kernel?.SwapOutNs),
            result.Slots is { } slots ? Math.Round(slots.InOrder, 6) : null,
            result.Memory is { } memory ? ZramDocument.From(memory) : null
        );
    }

    private static double? Ratio(IReadOnlyList<double> values, IReadOnlyList<double>? below) =>
        below is not null && SweepResult.Ratio(values, below) is { } ratio ? Math.Round(ratio, 4) : null;

    private static double Round(double nanoseconds) => Math.Round(nanoseconds, 1);
}

/// <summary>The middle and the ends of the repeats, in nanoseconds.</summary>
internal sealed record SwapInSpreadDocument(double Median, double Min, double Max)
{
    public static SwapInSpreadDocument From(IReadOnlyList<double> values)
    {
        Spread spread = Spread.Of(values);
        return new(Math.Round(spread.Median, 1), Math.Round(spread.Min, 1), Math.Round(spread.Max, 1));
    }
}

/// <summary>The serializer of that file, generated at build time.</summary>
[JsonSerializable(typeof(SwapInDocument))]
internal sealed partial class SwapInJson : JsonSerializerContext
{
    /// <summary>For people, too.</summary>
    public static SwapInJson Indented { get; } = new(JsonText.Indented());
}
