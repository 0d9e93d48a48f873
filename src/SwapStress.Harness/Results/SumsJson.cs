using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Results;

/// <summary>
/// Everything that a resumed run adds up, exactly: the counters of a tally in their order, and its distributions. Reading
/// refuses what no run writes: nothing where something must be, and counts below zero.
/// </summary>
internal static class SumsJson
{
    private const string Statistics = "statistics";
    private const string SwapIn = "swapIn";

    /// <summary>The first of the counters behind the distributions.</summary>
    private const Counter AfterSwapIn = Counter.StoreOrigDataSize;

    private static readonly TimeSpan TimeMax = TimeSpan.FromDays(3_653);

    /// <summary>The sums.</summary>
    /// <param name="key">The strategy's: the run that reads them back knows the rest.</param>
    /// <param name="hasTotal">Whether the distribution of whole swap-ins is in them, and nowhere else.</param>
    public static JsonObject Write(string key, Tally tally, bool hasTotal)
    {
        IEnumerable<(string, JsonNode?)> counts = Counters.All.Select(counter =>
            (FigureTable.Default[counter].Sum!, ToNode(counter, tally))
        );
        JsonObject parts = [];
        foreach (Latency part in Latencies.All)
            parts[NameOf(part)] =
                tally.Latencies[part] is { Count: > 0 } latency && (hasTotal || part != Latency.Total)
                    ? $"{latency.MaxNs} {HistogramText.Encode(latency)}"
                    : null;
        return PathJson.Of([
            ("strategy", key),
            .. counts.Take((int)AfterSwapIn),
            ($"{Statistics}.{SwapIn}", parts),
            .. counts.Skip((int)AfterSwapIn),
        ]);
    }

    /// <summary>Reads them back.</summary>
    /// <param name="isKernel">Whether they are a kernel's, of whose swap-ins nobody knows the phases.</param>
    /// <exception cref="JsonException">They are damaged.</exception>
    public static Tally Read(JsonElement sums, bool isKernel, out string key)
    {
        key = Require(sums, "strategy").GetString() ?? throw new JsonException("a strategy is named by its key");
        JsonElement parts = Require(Require(sums, Statistics), SwapIn);
        return new Tally
        {
            Counters = Counters.Each(counter => Read(FigureTable.Default[counter], sums)),
            Latencies = Latencies.Each(part =>
            {
                HistogramSnapshot latency = ReadHistogram(Require(parts, NameOf(part)));
                return isKernel && part != Latency.Total ? null : latency;
            }),
        };
    }

    private static JsonNode? ToNode(Counter counter, Tally tally) =>
        tally[counter] is not { } value ? null
        : FigureTable.Default[counter].Type == CounterType.Time
            ? new TimeSpan(value).ToString("c", CultureInfo.InvariantCulture)
        : value;

    /// <summary>A count. One in a group of its own, as those of zswap, is known if the group is there.</summary>
    private static long? Read(Figure row, JsonElement sums)
    {
        long? none = row.By == CountedBy.Everyone ? 0 : null;
        string[] names = row.Sum!.Split('.');
        JsonElement parent = sums;
        bool isInGroup = false;
        foreach (string name in names[..^1])
        {
            isInGroup = name != Statistics;
            if (!parent.TryGetProperty(name, out parent) || (parent.ValueKind == JsonValueKind.Null && none is null))
                return none;
            if (parent.ValueKind != JsonValueKind.Object)
                throw new JsonException($"{name} is no object");
        }
        bool isNullable = none is null && !isInGroup && !row.IsRequired && row.Kind != CounterKind.Setting;
        if (!parent.TryGetProperty(names[^1], out JsonElement value))
            return row.IsRequired ? throw new JsonException($"{row.Sum} is missing")
                : isNullable ? null
                : 0;
        return value.ValueKind == JsonValueKind.Null && isNullable ? null
            : row.Type == CounterType.Time ? ReadTime(value)
            : ReadCount(value, row.Type == CounterType.Small ? int.MaxValue : CountConverter.Max);
    }

    public static long ReadCount(JsonElement value, long max) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) && count >= 0 && count <= max
            ? count
            : throw new JsonException("no count");

    /// <summary>Time that passed: not negative, and not more than ten years.</summary>
    private static long ReadTime(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && TimeSpan.TryParseExact(value.GetString(), "c", CultureInfo.InvariantCulture, out TimeSpan time)
        && time >= TimeSpan.Zero
        && time <= TimeMax
            ? time.Ticks
            : throw new JsonException("no time");

    /// <summary>Its largest value in nanoseconds, a space and its <see cref="HistogramText"/>; null for an empty one.</summary>
    private static HistogramSnapshot ReadHistogram(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return HistogramSnapshot.Empty;
        return
            value.ValueKind == JsonValueKind.String
            && value.GetString()!.Split(' ') is [string max, string text]
            && long.TryParse(max, out long maxNs)
            && HistogramText.TryDecode(text, maxNs, out HistogramSnapshot? histogram)
            ? histogram
            : throw new JsonException("no histogram");
    }

    private static JsonElement Require(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new JsonException($"{name} is missing");

    [SuppressMessage("Globalization", "CA1308", Justification = "The fields are in lower case.")]
    private static string NameOf(Latency part) => part.ToString().ToLowerInvariant();
}
