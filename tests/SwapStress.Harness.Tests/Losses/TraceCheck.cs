using System.Text.Json;

namespace SwapStress.Harness.Tests.Losses;

/// <summary>What the Trace Event Format asks of a file, and a little more: sorted, properly nested, nothing empty.</summary>
internal static class TraceCheck
{
    private static readonly string[] Known = ["ph", "name", "cat", "ts", "pid", "tid", "id", "s", "bp", "args"];

    /// <summary>Checks a whole file.</summary>
    /// <returns>Its events.</returns>
    public static IReadOnlyList<JsonElement> Check(byte[] json)
    {
        JsonElement root = JsonDocument.Parse(json).RootElement;
        Assert.Equal("ns", root.GetProperty("displayTimeUnit").GetString());
        Assert.Equal("swapstress/trace/1", root.GetProperty("otherData").GetProperty("schema").GetString());
        JsonElement[] events = [.. root.GetProperty("traceEvents").EnumerateArray()];
        Assert.NotEmpty(events);
        var open = new Dictionary<(int, int), Stack<string>>();
        var flows = new Dictionary<int, double>();
        var now = new Dictionary<int, double>();
        foreach (JsonElement e in events)
        {
            Assert.Subset(new HashSet<string>(Known), e.EnumerateObject().Select(field => field.Name).ToHashSet());
            Assert.False(string.IsNullOrWhiteSpace(Name(e)));
            int pid = e.GetProperty("pid").GetInt32();
            (int, int) track = (pid, e.GetProperty("tid").GetInt32());
            char phase = Assert.Single(e.GetProperty("ph").GetString()!);
            if (phase == 'M')
            {
                Assert.False(e.TryGetProperty("ts", out _));
                JsonProperty only = Assert.Single(e.GetProperty("args").EnumerateObject());
                Assert.Equal(
                    Name(e).EndsWith("sort_index", StringComparison.Ordinal) ? "sort_index" : "name",
                    only.Name
                );
                continue;
            }
            double time = e.GetProperty("ts").GetDouble();
            Assert.InRange(time, now.GetValueOrDefault(pid), double.MaxValue);
            now[pid] = time;
            Assert.False(string.IsNullOrEmpty(e.GetProperty("cat").GetString()));
            Stack<string> slices = open.TryGetValue(track, out Stack<string>? stack) ? stack : open[track] = new();
            switch (phase)
            {
                case 'B':
                    slices.Push(Name(e));
                    break;
                case 'E':
                    Assert.Equal(slices.Pop(), Name(e));
                    break;
                case 'i':
                    Assert.Equal("t", e.GetProperty("s").GetString());
                    Assert.NotEmpty(slices);
                    break;
                case 's':
                    Assert.NotEmpty(slices);
                    flows.Add(e.GetProperty("id").GetInt32(), time);
                    break;
                case 'f':
                    Assert.NotEmpty(slices);
                    Assert.Equal("e", e.GetProperty("bp").GetString());
                    Assert.True(flows.Remove(e.GetProperty("id").GetInt32(), out double began) && began <= time);
                    break;
                case 'C':
                    Assert.Equal(
                        JsonValueKind.Number,
                        Assert.Single(e.GetProperty("args").EnumerateObject()).Value.ValueKind
                    );
                    break;
                default:
                    Assert.Fail($"a phase {phase}");
                    break;
            }
        }
        Assert.All(open.Values, Assert.Empty);
        Assert.Empty(flows);
        foreach (var process in open.Keys.GroupBy(track => track.Item1))
            Assert.Equal(process.Order(), TracksWith(events, process.Key, "B").Order());
        // Every track that has a name has a slice, and the other way round.
        Assert.Equal(
            open.Keys.Order(),
            events
                .Where(e => Name(e) == "thread_name")
                .Select(e => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32()))
                .Order()
        );
        return events;
    }

    public static string Name(JsonElement e) => e.GetProperty("name").GetString()!;

    private static IEnumerable<(int, int)> TracksWith(JsonElement[] events, int pid, string phase) =>
        events
            .Where(e => e.GetProperty("pid").GetInt32() == pid && e.GetProperty("ph").GetString() == phase)
            .Select(e => (pid, e.GetProperty("tid").GetInt32()))
            .Distinct();
}
