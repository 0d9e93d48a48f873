using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Regions;
using SwapStress.Harness.Rounds;
using SwapStress.Harness.Runs;
using SwapStress.Primitives.Latency;

namespace SwapStress.Harness.Results;

/// <summary>The lines of rounds.jsonl: one is written, and many are added up, one after the other: files of any size take little memory.</summary>
internal static class RoundLines
{
    /// <summary>Pages listed at most; the totals count all of them.</summary>
    private const int PagesMax = 64;

    /// <summary>Base64 stays as it is.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a round, with its end.</summary>
    public static byte[] Write(RoundResult round)
    {
        StrategyResult sums = StrategyResult.Of(round);
        return
        [
            .. ToBytes(
                PathJson.Of([
                    ("round", round.Round),
                    .. StrategyJson.Names(round.Strategy),
                    ("standing", RoundStandings.NameOf(round.Standing)),
                    ("startedUtc", round.StartedUtc.UtcDateTime),
                    .. FigureTable.Default.Line(round.Tally),
                    ("swapinHistogram", HistogramText.Encode(round.Statistics.SwapIns)),
                    ("pages", new JsonArray([.. round.Verification.Pages.Take(PagesMax).Select(ToNode)])),
                    ("sums", SumsJson.Write(round.Strategy.Key, sums.Tally, hasTotal: false)),
                ])
            ),
            (byte)'\n',
        ];
    }

    /// <summary>An object in one line.</summary>
    public static byte[] ToBytes(JsonObject fields)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
            fields.WriteTo(writer);
        return bytes.ToArray();
    }

    /// <summary>The rounds of some lines; null for a line that is no round, or damaged.</summary>
    public static IEnumerable<RoundSums?> Parse(IEnumerable<string> lines) =>
        lines.Select(line => RoundLine.Parse(line)?.ReadSums());

    /// <summary>Adds rounds up by strategy.</summary>
    /// <param name="rounds">In the order in which they were run; damaged ones are left out.</param>
    /// <param name="earlier">What they are added to; the rounds that it has already are left out.</param>
    public static Dictionary<string, RoundSums> AddUp(
        IEnumerable<RoundSums?> rounds,
        IReadOnlyDictionary<string, RoundSums> earlier
    )
    {
        var sums = new Dictionary<string, RoundSums>(earlier, StringComparer.Ordinal);
        foreach (RoundSums round in rounds.OfType<RoundSums>())
            Add(sums, round);
        return sums;
    }

    /// <summary>Adds one, unless it is there.</summary>
    public static void Add(Dictionary<string, RoundSums> sums, RoundSums round)
    {
        if (!sums.TryGetValue(round.Key, out RoundSums? sum))
            sums[round.Key] = round;
        else if (round.LastRound > sum.LastRound)
            sums[round.Key] = sum with { LastRound = round.LastRound, Tally = sum.Tally.Plus(round.Tally) };
    }

    /// <summary>A page whose counter is wrong.</summary>
    private static JsonObject ToNode(PageFinding page) =>
        new()
        {
            ["offset"] = page.Offset,
            ["expected"] = page.Expected,
            ["got"] = page.Got,
            ["foretold"] = page.Foretold,
            ["causes"] = page.Causes is { } causes ? ToNode(causes) : null,
        };

    private static JsonObject ToNode(LossCauses causes) =>
        new()
        {
            ["staleInstall"] = causes.StaleInstall,
            ["onlyCopyDropped"] = causes.OnlyCopyDropped,
            ["staleWriteback"] = causes.StaleWriteback,
            ["overrun"] = causes.Overrun,
        };
}
