using System.Text.Json;

namespace SwapStress.Stress.Tests;

/// <summary>run.json, schema swapstress/run/1, as scripts rely on it: each field and what kind of value it has.</summary>
internal static class RunContract
{
    private const string Text = "String";
    private const string Number = "Number";
    private const string TrueOrFalse = "Bool";
    private const string Entry = "Object";
    private const string List = "Array";

    private static readonly Dictionary<string, string> Run = new(StringComparer.Ordinal)
    {
        ["schema"] = Text,
        ["version"] = Text,
        ["startedUtc"] = Text,
        ["host"] = Entry,
        ["options"] = Entry,
        ["strategies"] = List,
        ["verdict"] = Text,
        ["exitCode"] = Number,
        ["interrupted"] = TrueOrFalse,
        ["missing"] = List,
    };

    private static readonly Dictionary<string, string> Host = new(StringComparer.Ordinal)
    {
        ["os"] = Text,
        ["kernel"] = Text,
        ["cpu"] = Text,
        ["cores"] = Number,
        ["memoryBytes"] = Number,
        ["runtime"] = Text,
    };

    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["threads"] = Number,
        ["waves"] = TrueOrFalse,
        ["failThreadStartPercent"] = Number,
        ["regionBytes"] = Number,
        ["swapSizeBytes"] = Number,
        ["sync"] = List,
        ["device"] = Text,
        ["ioThreads"] = Number,
        ["slotScan"] = Text,
        ["stableWrites"] = Text,
        ["failPoolAllocPercent"] = Number,
        ["work"] = Text,
        ["compressor"] = Text,
        ["codecProvider"] = Text,
        ["checksum"] = Text,
        ["readDelayNs"] = Number,
        ["delayKind"] = Text,
        ["stepDelayNs"] = Number,
        ["hz"] = Number,
        ["content"] = Text,
        ["seed"] = Number,
        ["strict"] = TrueOrFalse,
        ["selfCheck"] = TrueOrFalse,
        ["out"] = Text,
    };

    private static readonly Dictionary<string, string> Strategy = new(StringComparer.Ordinal)
    {
        ["sync"] = Text,
        ["rounds"] = Number,
        ["workersRequested"] = Number,
        ["countedRounds"] = Number,
        ["countedRoundsWithLoss"] = Number,
        ["voidRounds"] = Number,
        ["stoppedRounds"] = Number,
        ["workersCreated"] = Number,
        ["waves"] = Number,
        ["updates"] = Number,
        ["lostUpdates"] = Number,
        ["misloads"] = Number,
        ["readFailures"] = Number,
        ["staleInstalls"] = Number,
        ["events"] = Entry,
        ["majorFaults"] = Number,
        ["refaults"] = Number,
        ["swapOuts"] = Number,
        ["failedWrites"] = Number,
        ["elapsedSeconds"] = Number,
        ["cpuSeconds"] = Number,
        ["suspendedSeconds"] = Number,
        ["updatesPerSecond"] = Number,
        ["swapinNs"] = Entry,
        ["phasesNs"] = Entry,
    };

    private static readonly string[] Latency = ["count", "mean", "p50", "p90", "p99", "p999", "max"];

    private static readonly string[] Events = ["staleInstall", "onlyCopyDropped", "staleWriteback", "overrun"];

    private static readonly string[] Zram =
    [
        "origDataSize",
        "comprDataSize",
        "memUsedTotal",
        "memLimit",
        "memUsedMax",
        "samePages",
        "pagesCompacted",
        "hugePages",
        "hugePagesSince",
    ];

    /// <summary>Asserts the whole document.</summary>
    public static void Check(JsonElement run)
    {
        CheckFields(run, Run);
        Assert.Equal("swapstress/run/1", run.GetProperty("schema").GetString());
        Assert.Equal(DateTimeKind.Utc, run.GetProperty("startedUtc").GetDateTime().Kind);
        CheckFields(run.GetProperty("host"), Host);
        JsonElement options = run.GetProperty("options");
        CheckFields(options, Options);
        // Null where the run goes on until it has an answer.
        Assert.Contains(options.GetProperty("rounds").ValueKind.ToString(), Number + " Null");
        JsonValueKind race = options.GetProperty("race").ValueKind;
        foreach (JsonElement strategy in run.GetProperty("strategies").EnumerateArray())
        {
            CheckStrategy(strategy, options.GetProperty("device").GetString() == "zram");
            // "off" or "on" where there is a race, null where there is none.
            Assert.Equal(race, strategy.GetProperty("fix").ValueKind);
        }
    }

    private static void CheckStrategy(JsonElement strategy, bool isZram)
    {
        CheckFields(strategy, Strategy);
        CheckNumbers(strategy.GetProperty("events"), Events);
        CheckLatency(strategy.GetProperty("swapinNs"));
        foreach (string phase in (string[])["wait", "read", "install"])
            CheckLatency(strategy.GetProperty("phasesNs").GetProperty(phase));
        JsonElement zram = strategy.GetProperty("zram");
        Assert.Equal(isZram ? JsonValueKind.Object : JsonValueKind.Null, zram.ValueKind);
        if (isZram)
            CheckNumbers(zram, Zram);
        bool lost = strategy.GetProperty("lostUpdates").GetInt64() > 0;
        JsonElement firstLoss = strategy.GetProperty("firstLossSeconds");
        Assert.Equal(lost ? JsonValueKind.Number : JsonValueKind.Null, firstLoss.ValueKind);
        if (lost)
            Assert.InRange(firstLoss.GetDouble(), 0, strategy.GetProperty("elapsedSeconds").GetDouble());
    }

    private static void CheckLatency(JsonElement latency)
    {
        if (latency.GetProperty("count").GetInt64() == 0)
        {
            // Of nothing there is no percentile.
            Assert.All(Latency[1..], name => Assert.Equal(JsonValueKind.Null, latency.GetProperty(name).ValueKind));
            return;
        }
        CheckNumbers(latency, Latency);
        double[] ascending = [.. Latency[2..].Select(name => latency.GetProperty(name).GetDouble())];
        Assert.Equal(ascending.Order(), ascending);
    }

    private static void CheckNumbers(JsonElement element, IEnumerable<string> names) =>
        CheckFields(element, names.ToDictionary(name => name, _ => Number, StringComparer.Ordinal));

    private static void CheckFields(JsonElement element, Dictionary<string, string> fields)
    {
        foreach ((string name, string kind) in fields)
        {
            Assert.True(element.TryGetProperty(name, out JsonElement value), $"there is no {name}");
            string found = value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? TrueOrFalse
                : value.ValueKind.ToString();
            Assert.True(found == kind, $"{name} is {value}, of kind {found}, not {kind}");
        }
    }
}
