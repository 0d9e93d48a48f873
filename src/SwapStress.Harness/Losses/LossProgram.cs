using SwapStress.Explorer.Programs;
using SwapStress.Paging.Recording;
using ProgramOperation = SwapStress.Explorer.Programs.Operation;

namespace SwapStress.Harness.Losses;

/// <summary>
/// Turns a loss that a run recorded into a small program for the explorer: the operations that explain the loss, each
/// thread's in their order, on as few pages and slots as they touched. The explorer finds the schedule itself.
/// </summary>
internal static class LossProgram
{
    /// <summary>The program; null where the window does not hold what it takes.</summary>
    public static ProgramSpec? Of(LossWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        IReadOnlyList<FlightEvent> events = window.Events;
        // Who overran the object wrote another page, of which this window knows nothing.
        if (events.Any(e => e.Kind == FlightEventKind.Overrun))
            return null;
        var shown = new OperationChoice(window, isWhole: false).Shown;
        var steps = new List<(int Thread, OperationKind Kind, int Page)>();
        foreach (RecordedOperation operation in shown)
        {
            if (KindOf(operation, events) is { } kind)
                steps.Add((operation.ThreadId, kind, events[operation.First].Page));
        }
        List<int> pages = [.. steps.Select(step => step.Page).Distinct()];
        List<int> threads = [.. steps.Select(step => step.Thread).Distinct()];
        if (threads.Count < 2 || pages.Count > ExploredProgram.PagesMax)
            return null;
        return new ProgramSpec
        {
            Setup = SetUp(pages, steps),
            Threads =
            [
                .. threads.Select(thread =>
                    (IReadOnlyList<ProgramOperation>)
                        [
                            .. steps
                                .Where(step => step.Thread == thread)
                                .Select(step => new ProgramOperation(
                                    step.Kind,
                                    step.Kind == OperationKind.Writeback ? 0 : pages.IndexOf(step.Page)
                                )),
                        ]
                ),
            ],
            Pages = pages.Count,
            Slots = Math.Max(
                1,
                shown.SelectMany(o => o.Steps).Select(i => events[i].Slot).Where(s => s != 0).Distinct().Count()
            ),
            HasZswap = events.Any(e =>
                e.Kind is >= FlightEventKind.ZswapStored and <= FlightEventKind.WritebackWritten
            ),
        };
    }

    /// <summary>
    /// What the pages were before: each has a count of its own, so that one in place of another is seen, and those that
    /// are first faulted on or written back are swapped out.
    /// </summary>
    private static List<ProgramOperation> SetUp(List<int> pages, List<(int Thread, OperationKind Kind, int Page)> steps)
    {
        var operations = new List<ProgramOperation>();
        for (int i = 0; i < pages.Count; i++)
        {
            operations.AddRange(Enumerable.Repeat(new ProgramOperation(OperationKind.Increment, i), i + 1));
            if (steps.First(step => step.Page == pages[i]).Kind != OperationKind.PageOut)
                operations.Add(new ProgramOperation(OperationKind.PageOut, i));
        }
        return operations;
    }

    private static OperationKind? KindOf(RecordedOperation operation, IReadOnlyList<FlightEvent> events)
    {
        if (operation.Has(events, FlightEventKind.WritebackPicked, FlightEventKind.WritebackInserted))
            return OperationKind.Writeback;
        if (operation.Has(events, FlightEventKind.Isolated, FlightEventKind.SlotAllocated, FlightEventKind.Unmapped))
            return OperationKind.PageOut;
        if (operation.Has(events, FlightEventKind.Zapped))
            return OperationKind.Zap;
        return operation.Has(events, FlightEventKind.FaultBegin, FlightEventKind.ReadBegin, FlightEventKind.Install)
            ? OperationKind.Increment
            : null;
    }
}
