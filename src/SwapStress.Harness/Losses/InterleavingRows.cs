using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>The lines that explain a loss: the steps of the operations that matter, and remarks between them.</summary>
internal sealed class InterleavingRows
{
    private readonly LossWindow _window;
    private readonly OperationChoice _choice;
    private readonly SortedSet<int> _shown;
    private readonly HashSet<int> _omitted;

    public InterleavingRows(LossWindow window, bool isWhole)
    {
        _window = window;
        _choice = new OperationChoice(window, isWhole);
        _shown = [.. _choice.Shown.SelectMany(operation => operation.Steps)];
        _omitted = [.. _choice.Omitted.SelectMany(operation => operation.Steps)];
        Threads = [.. _shown.Select(i => window.Events[i].ThreadId).Prepend(window.Events[^1].ThreadId).Distinct()];
        if (isWhole)
            Threads = [.. Threads.Order()];
    }

    /// <summary>Threads with a column: the one that lost, then the others as they appear; or in their order.</summary>
    public IReadOnlyList<int> Threads { get; }

    /// <summary>Whether the page had earlier steps that are left out.</summary>
    public bool IsCutAtStart => _shown.Min > 0;

    /// <summary>The lines.</summary>
    public IEnumerable<InterleavingRow> Rows()
    {
        FlightEvent? mapped = null;
        bool isInGap = false;
        var pages = new Dictionary<int, int>();
        for (int i = 0; i < _window.Events.Count; i++)
        {
            FlightEvent e = _window.Events[i];
            bool isShown = _shown.Contains(i);
            if (_omitted.Contains(i) && !isInGap)
                yield return new InterleavingRow(_window.Events[^1].ThreadId, TimeNs: null, "...");
            isInGap = !isShown && (isInGap || _omitted.Contains(i));
            if (isShown && e.Kind == FlightEventKind.Unmapped && Additions(mapped, e) is { } additions)
                yield return additions;
            if (isShown)
                yield return new InterleavingRow(e.ThreadId, e.TimeNs, Describe(e, pages));
            if (e.Page == _window.Page && e.Kind is FlightEventKind.Install or FlightEventKind.Copy)
                mapped = e;
            else if (e.Page == _window.Page && e.Kind == FlightEventKind.Unmapped)
                mapped = null;
        }
    }

    /// <summary>What is not shown, a sentence each.</summary>
    public IEnumerable<string> Omissions()
    {
        int swapIns = Count(FlightEventKind.Install, FlightEventKind.Copy);
        int others = _choice.Omitted.Count - swapIns;
        if (_choice.Omitted.Count > 0)
            yield return $"{OfBoth(swapIns, others)} in between {(_choice.Omitted.Count == 1 ? "is" : "are")} left out.";
        if (_choice.Backoffs.Count > 0)
            yield return $"{Many(_choice.Backoffs, "back", "off")} meanwhile.";
        if (_choice.InVain.Count > 0)
            yield return $"{Many(_choice.InVain, "fault", "in vain")} meanwhile.";
    }

    private static string Many(List<RecordedOperation> operations, string verb, string particle)
    {
        int threads = operations.Select(operation => operation.ThreadId).Distinct().Count();
        string verbs = threads == 1 ? $"{verb}s" : verb;
        return $"{Plural(threads, "thread")} {verbs} {particle} {Plural(operations.Count, "time")}";
    }

    private static string OfBoth(int swapIns, int others) =>
        others == 0 ? $"{Plural(swapIns, "swap-in")} of the page"
        : swapIns == 0 ? $"{Plural(others, "operation")} of the page"
        : $"{Plural(swapIns, "swap-in")} and {Plural(others, "other operation")} of the page";

    private int Count(params FlightEventKind[] kinds) =>
        _choice.Omitted.Count(operation => operation.Has(_window.Events, kinds));

    /// <summary>The step; its page is named where the thread turns to another.</summary>
    private string Describe(in FlightEvent e, Dictionary<int, int> pages)
    {
        // Of a fault on another page, in this page's ring, and its text says so.
        if (e.Kind is FlightEventKind.ZswapDroppedForeign or FlightEventKind.ZswapDiscarded)
            return EventText.Describe(e);
        bool turns = pages.GetValueOrDefault(e.ThreadId, _window.Page) != e.Page;
        pages[e.ThreadId] = e.Page;
        string where = turns ? $"[page {EventText.PageName(e.Page)}] " : "";
        return e.IsLosing ? $"{LossText.Install(_window)} {LossText.Mark(_window)}" : where + EventText.Describe(e);
    }

    /// <summary>Resident accesses are not recorded; the counters say how many there were.</summary>
    private InterleavingRow? Additions(FlightEvent? mapped, in FlightEvent unmapped)
    {
        if (mapped is not { } install || unmapped.Page != _window.Page || unmapped.Counter <= install.Counter)
            return null;
        int thread = Threads.Contains(install.ThreadId) ? install.ThreadId : unmapped.ThreadId;
        string many = Plural(unmapped.Counter - install.Counter, "addition");
        return new InterleavingRow(thread, TimeNs: null, $"{many}, counter {install.Counter} -> {unmapped.Counter}");
    }

    private static string Plural(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
