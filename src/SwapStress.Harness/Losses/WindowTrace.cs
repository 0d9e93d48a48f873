using System.Text.Json.Nodes;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>A window as a process of a trace: a track for the loss, one for each thread, and the page's counter.</summary>
internal static class WindowTrace
{
    private const int LossTrack = 1;
    private const int FirstThreadTrack = 2;

    /// <summary>Its events, by time; metadata first.</summary>
    /// <param name="style">How times and threads are shown.</param>
    /// <param name="process">The name of the process.</param>
    /// <param name="pid">Its number, different from all others.</param>
    /// <param name="startUs">Where its first step is, in microseconds.</param>
    public static IReadOnlyList<TraceEvent> Of(
        LossWindow window,
        TraceStyle style,
        string process,
        int pid,
        double startUs
    )
    {
        var extent = new TraceExtent(window, style.Names.IsWhole);
        int first = extent.Operations.Min(operation => operation.First);
        var trace = new TraceBuilder(window.Events, first, style.UsPerTime, pid, startUs);
        trace.Name("process_name", 0, "name", process);
        trace.Name("process_sort_index", 0, "sort_index", pid);
        IReadOnlyDictionary<int, string> labels = style.Names.Labels(window.Events);
        AddLoss(trace, window, extent, labels);
        AddThreads(trace, window, extent, labels);
        AddCounter(trace, window, first);
        return trace.Events;
    }

    /// <summary>What is said of the loss, over the steps that the drawing of the window shows.</summary>
    private static void AddLoss(
        TraceBuilder trace,
        LossWindow window,
        TraceExtent extent,
        IReadOnlyDictionary<int, string> labels
    )
    {
        var args = new JsonObject
        {
            ["page"] = EventText.PageName(window.Page),
            ["slot"] = window.Slot,
            ["installedVersion"] = window.InstalledVersion,
            ["newestVersion"] = window.NewestVersion,
            ["lostUpdates"] = window.LostUpdates,
            ["cause"] = window.Cause.ToString(),
            ["earlierStepsLeftOut"] = extent.Left,
        };
        AddTrack(trace, LossTrack, "loss");
        string text = LossText.Headline(window, labels[window.Events[^1].ThreadId]);
        trace.Begin(text, extent.First, LossTrack, "loss", args);
        trace.End(text, window.Events.Count - 1, LossTrack, "loss");
    }

    private static void AddThreads(
        TraceBuilder trace,
        LossWindow window,
        TraceExtent extent,
        IReadOnlyDictionary<int, string> labels
    )
    {
        // Steps of a page that overran another are apart, also while the same thread is at something else.
        var tracks = extent
            .Operations.GroupBy(operation =>
                (operation.ThreadId, IsApart: window.Events[operation.First].Page == extent.Apart)
            )
            .OrderBy(track => extent.Threads.ToList().IndexOf(track.Key.ThreadId))
            .ThenBy(track => track.Key.IsApart);
        int tid = FirstThreadTrack;
        foreach (var track in tracks)
        {
            string page = track.Key.IsApart ? $", page {EventText.PageName(extent.Apart)}" : "";
            AddTrack(trace, tid, labels[track.Key.ThreadId] + page);
            new OperationTrack(window, trace, tid).Write([.. track]);
            tid++;
        }
    }

    private static void AddTrack(TraceBuilder trace, int tid, string name)
    {
        trace.Name("thread_name", tid, "name", name);
        trace.Name("thread_sort_index", tid, "sort_index", tid);
    }

    /// <summary>Word 0 of the page, where a step knows it: it goes back where updates are lost.</summary>
    private static void AddCounter(TraceBuilder trace, LossWindow window, int first)
    {
        for (int i = first; i < window.Events.Count; i++)
        {
            FlightEvent e = window.Events[i];
            if (
                e.Page == window.Page
                && e.Kind is FlightEventKind.Install or FlightEventKind.Copy or FlightEventKind.Unmapped
            )
                trace.Counter("counter of the page", i, LossTrack, e.Counter);
        }
    }
}
