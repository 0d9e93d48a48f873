using System.Text.Json.Nodes;

namespace SwapStress.Harness.Losses;

/// <summary>One event of the Trace Event Format, which Perfetto and chrome://tracing open.</summary>
/// <param name="Phase">ph: B and E a slice, i an instant, s and f a flow, C a counter, M metadata.</param>
/// <param name="Name">What the viewer shows; also on an E, where the format wants none.</param>
/// <param name="TimeUs">ts: microseconds; null for metadata.</param>
/// <param name="Pid">The process: here a window.</param>
/// <param name="Tid">The track: here a thread of the window.</param>
internal sealed record TraceEvent(char Phase, string Name, double? TimeUs, int Pid, int Tid)
{
    /// <summary>cat: what it is about, to filter by; null for metadata.</summary>
    public string? Category { get; init; }

    /// <summary>id: what ties the two ends of a flow; null for others.</summary>
    public int? FlowId { get; init; }

    /// <summary>args: what the viewer shows of a selected event; null for nothing.</summary>
    public JsonObject? Args { get; init; }

    /// <summary>As the format writes it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["ph"] = Phase.ToString(), ["name"] = Name };
        if (Category is not null)
            json["cat"] = Category;
        if (TimeUs is { } time)
            json["ts"] = time;
        json["pid"] = Pid;
        json["tid"] = Tid;
        if (FlowId is { } id)
            json["id"] = id;
        // An instant is its thread's; a flow ends at the slice around it, not at the next one.
        if (Phase == 'i')
            json["s"] = "t";
        else if (Phase == 'f')
            json["bp"] = "e";
        if (Args is not null)
            json["args"] = Args.DeepClone();
        return json;
    }
}
