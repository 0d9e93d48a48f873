using System.Text.Json.Nodes;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>The events of a window's process, at the times of its steps. Those of one track are added in their order.</summary>
/// <param name="first">The first of them that is shown.</param>
/// <param name="usPerTime">Microseconds that one unit of their time takes in the trace.</param>
/// <param name="pid">The number of the process.</param>
/// <param name="startUs">Where that first step is, in microseconds.</param>
internal sealed class TraceBuilder(
    IReadOnlyList<FlightEvent> steps,
    int first,
    double usPerTime,
    int pid,
    double startUs
)
{
    private readonly List<TraceEvent> _events = [];

    /// <summary>All of them by time, metadata first; what is at the same time stays in its order.</summary>
    public IReadOnlyList<TraceEvent> Events => [.. _events.OrderBy(e => e.TimeUs ?? -1)];

    /// <summary>Names a process or a track, or says where it is shown.</summary>
    public void Name(string what, int tid, string key, JsonNode value) =>
        _events.Add(new TraceEvent('M', what, TimeUs: null, pid, tid) { Args = new JsonObject { [key] = value } });

    /// <summary>A slice begins at a step.</summary>
    public void Begin(string name, int step, int tid, string category, JsonObject args) =>
        Add('B', name, step, tid, category, args);

    /// <summary>The slice that the track has open ends.</summary>
    public void End(string name, int step, int tid, string category, JsonObject? args = null) =>
        Add('E', name, step, tid, category, args);

    /// <summary>A step without duration.</summary>
    public void Instant(string name, int step, int tid, string category, JsonObject args) =>
        Add('i', name, step, tid, category, args);

    /// <summary>A value from here on.</summary>
    public void Counter(string name, int step, int tid, long value) =>
        Add('C', name, step, tid, "loss", new JsonObject { ["counter"] = value });

    /// <summary>An arrow begins, or ends, in the slice that the track has open. A process has one.</summary>
    public void Arrow(bool begins, string name, int step, int tid) =>
        Add(begins ? 's' : 'f', name, step, tid, "loss", args: null, pid);

    private void Add(char phase, string name, int step, int tid, string category, JsonObject? args, int? flow = null)
    {
        double time = Math.Round(startUs + ((steps[step].TimeNs - steps[first].TimeNs) * usPerTime), 3);
        _events.Add(
            new TraceEvent(phase, name, time, pid, tid)
            {
                Category = category,
                Args = args,
                FlowId = flow,
            }
        );
    }
}
