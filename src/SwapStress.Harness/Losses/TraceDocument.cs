using System.Text.Json;
using System.Text.Json.Nodes;
using SwapStress.Harness.Files;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>
/// The windows around a run's losses in the Trace Event Format, one process each, one after the other: those of several
/// regions have clocks of their own.
/// </summary>
internal sealed class TraceDocument
{
    /// <summary>The schema of <c>otherData</c>.</summary>
    public const string Schema = "swapstress/trace/1";

    /// <summary>Windows of a contender; further ones are left out.</summary>
    public const int WindowsMax = 64;

    /// <summary>Between two windows, in microseconds.</summary>
    private const double GapUs = 1_000;

    private readonly List<JsonNode> _events = [];

    /// <summary>How many windows of a contender are there.</summary>
    private readonly Dictionary<string, int> _windows = new(StringComparer.Ordinal);

    /// <summary>How many windows of a contender's region were looked at.</summary>
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private double _nextUs;

    /// <summary>Windows in it, those of earlier parts of the run included.</summary>
    public int Count => _windows.Values.Sum();

    /// <summary>A document with the windows of an earlier one.</summary>
    /// <exception cref="JsonException">It is none that this program wrote.</exception>
    public static TraceDocument Parse(byte[] json)
    {
        var document = new TraceDocument();
        try
        {
            JsonNode root = JsonNode.Parse(json) ?? throw new JsonException("null");
            JsonNode data = root["otherData"] ?? throw new JsonException("no otherData");
            if ((string?)data["schema"] != Schema)
                throw new JsonException("another schema");
            foreach ((string label, JsonNode? windows) in data["windows"]!.AsObject())
                document._windows[label] = (int)windows!;
            foreach (JsonNode? e in root["traceEvents"]!.AsArray())
            {
                // That there was none yet.
                if (document.Count == 0)
                    break;
                document._nextUs = Math.Max(document._nextUs, (double?)e!["ts"] + GapUs ?? 0);
                document._events.Add(e.DeepClone());
            }
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new JsonException(exception.Message, exception);
        }
        return document;
    }

    public bool Add(string label, int round, IReadOnlyList<LossWindow> windows)
    {
        int seen = _seen.GetValueOrDefault(label);
        _seen[label] = windows.Count;
        int before = Count;
        foreach (LossWindow window in windows.Skip(seen))
            Add(window, TraceStyle.Timed, label, $"round {round}");
        return Count > before;
    }

    /// <summary>Adds a window.</summary>
    /// <param name="style">How times and threads are shown.</param>
    /// <param name="label">Whose it is: a strategy, or a program and a strategy.</param>
    /// <param name="where">When it was: a round, or a schedule.</param>
    public void Add(LossWindow window, TraceStyle style, string label, string where)
    {
        int known = _windows.GetValueOrDefault(label);
        if (known == WindowsMax)
            return;
        string process = ProcessName.Of(window, label, where);
        int pid = Count + 1;
        foreach (TraceEvent e in WindowTrace.Of(window, style, process, pid, _nextUs))
        {
            _events.Add(e.ToJson());
            _nextUs = Math.Max(_nextUs, e.TimeUs ?? 0);
        }
        _nextUs = Math.Ceiling((_nextUs + GapUs) / GapUs) * GapUs;
        _windows[label] = known + 1;
    }

    /// <summary>Writes all of it, an event a line.</summary>
    public void WriteTo(Stream stream)
    {
        var data = new JsonObject
        {
            ["schema"] = Schema,
            ["version"] = BuildInfo.Version,
            ["commit"] = BuildInfo.Commit,
            ["windows"] = new JsonObject(
                _windows.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))
            ),
        };
        JsonSerializerOptions options = new() { Encoder = JsonText.Indented().Encoder };
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.Write("{\"displayTimeUnit\":\"ns\",\"otherData\":");
        writer.Write(data.ToJsonString(options));
        writer.Write(",\"traceEvents\":[");
        List<JsonNode> events = Count == 0 ? [NoWindow()] : _events;
        for (int i = 0; i < events.Count; i++)
        {
            writer.WriteLine(i == 0 ? "" : ",");
            writer.Write(events[i].ToJsonString(options));
        }
        writer.WriteLine("\n]}");
    }

    private static JsonObject NoWindow() =>
        new TraceEvent('M', "process_name", TimeUs: null, 1, 0)
        {
            Args = new JsonObject { ["name"] = "no loss was recorded" },
        }.ToJson();
}
