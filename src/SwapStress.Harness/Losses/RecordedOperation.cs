using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>What one thread did in one go: a fault, a page-out, a writeback; or what the ring still has of it.</summary>
/// <param name="Steps">Indices of its steps in the window, ascending.</param>
internal sealed record RecordedOperation(int ThreadId, List<int> Steps)
{
    /// <summary>Index of the first step.</summary>
    public int First => Steps[0];

    /// <summary>Index of the last step.</summary>
    public int Last => Steps[^1];

    /// <summary>The operations of a window, in the order in which they began.</summary>
    /// <param name="apart">A page whose steps are in operations of their own, or -1: reclaim takes pages in batches.</param>
    public static List<RecordedOperation> Split(IReadOnlyList<FlightEvent> events, int apart)
    {
        var operations = new List<RecordedOperation>();
        var current = new Dictionary<(int Thread, bool IsApart), RecordedOperation>();
        for (int i = 0; i < events.Count; i++)
        {
            int thread = events[i].ThreadId;
            (int, bool) key = (thread, events[i].Page == apart);
            if (!current.TryGetValue(key, out RecordedOperation? operation) || Begins(events[i].Kind))
            {
                operation = new RecordedOperation(thread, []);
                current[key] = operation;
                operations.Add(operation);
            }
            operation.Steps.Add(i);
            // An I/O thread only ends writes: what it does next is another one.
            if (events[i].Kind == FlightEventKind.WriteEnd && !operation.Has(events, FlightEventKind.WriteBegin))
                current.Remove(key);
        }
        return operations;
    }

    /// <summary>Whether any of its steps is of one of these kinds.</summary>
    public bool Has(IReadOnlyList<FlightEvent> events, params ReadOnlySpan<FlightEventKind> kinds)
    {
        foreach (int step in Steps)
        {
            if (kinds.Contains(events[step].Kind))
                return true;
        }
        return false;
    }

    private static bool Begins(FlightEventKind kind) =>
        kind
            is FlightEventKind.FaultBegin
                or FlightEventKind.MarkFound
                or FlightEventKind.Isolated
                or FlightEventKind.WritebackPicked
                or FlightEventKind.Zapped;
}
