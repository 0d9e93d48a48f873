using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>
/// Which operations of a window explain the loss: from the losing fault's begin, or from where the lost content left its
/// frame if that was earlier. Whoever changed the page, its slot or its zswap entry in that time is shown; whoever came
/// and backed off is counted.
/// </summary>
internal sealed class OperationChoice
{
    /// <summary>More operations than this are cut in the middle: the first and the last say how it began and ended.</summary>
    private const int OperationsMax = 6;

    /// <summary>A program with more than this is cut like any other window.</summary>
    private const int WholeMax = 12;

    private const int ThreadsMax = 4;

    private readonly IReadOnlyList<FlightEvent> _events;

    /// <summary>The page whose write damaged the lost one's data, or -1.</summary>
    private readonly int _overrunPage;

    public OperationChoice(LossWindow window, bool isWhole)
    {
        _events = window.Events;
        int losing = _events.Count - 1;
        _overrunPage = window.OverrunPage == window.Page ? -1 : window.OverrunPage;
        List<RecordedOperation> all = RecordedOperation.Split(_events, _overrunPage);
        Losing = all.Single(operation => operation.Last == losing);
        if (isWhole && all.Count <= WholeMax)
        {
            Shown = all;
            Backoffs = [];
            InVain = [];
            return;
        }
        int newest = Enumerable
            .Range(0, _events.Count)
            .LastOrDefault(
                i =>
                    _events[i] is { Kind: FlightEventKind.Unmapped } e
                    && e.Page == window.Page
                    && e.Version == window.NewestVersion,
                Losing.First
            );
        Start = Math.Min(Losing.First, newest);
        // The overrun came after the lost content was written; the page that overran may have been unmapped before.
        // And a writeback that wrote what is not the slot's had picked its entry before the slot was given up.
        int picked = all.Where(operation =>
                operation.Last >= Start && operation.Has(_events, FlightEventKind.WritebackInserted)
            )
            .Select(operation => operation.First)
            .Prepend(Start)
            .Min();
        List<RecordedOperation> inTime =
        [
            .. all.Where(operation =>
                operation.Last >= Start
                || Overruns(operation)
                || (operation.Last >= picked && GivesUp(operation, window.Slot))
            ),
        ];
        Shown = [.. inTime.Where(operation => operation == Losing || Changes(operation))];
        Cut();
        RecordedOperation[] rest = [.. inTime.Where(operation => !Changes(operation) && operation != Losing)];
        Backoffs = [.. rest.Where(operation => operation.Has(_events, FlightEventKind.PrepareLost))];
        InVain =
        [
            .. rest.Where(operation =>
                operation.Has(
                    _events,
                    FlightEventKind.PteChanged,
                    FlightEventKind.LockContended,
                    FlightEventKind.CacheGone
                )
            ),
        ];
    }

    /// <summary>The operation that lost.</summary>
    public RecordedOperation Losing { get; }

    /// <summary>Index from which on everything counts.</summary>
    public int Start { get; }

    /// <summary>What is shown, in the order in which it began.</summary>
    public List<RecordedOperation> Shown { get; }

    /// <summary>What would be shown if there were less of it, in the same order.</summary>
    public List<RecordedOperation> Omitted { get; } = [];

    /// <summary>Faults that found another thread at the slot.</summary>
    public List<RecordedOperation> Backoffs { get; }

    /// <summary>Faults that threw their folio away.</summary>
    public List<RecordedOperation> InVain { get; }

    private bool Changes(RecordedOperation operation) =>
        operation.Has(
            _events,
            FlightEventKind.Install,
            FlightEventKind.Copy,
            FlightEventKind.ReadFailed,
            FlightEventKind.Unmapped,
            FlightEventKind.WriteBegin,
            FlightEventKind.WriteEnd,
            FlightEventKind.ZswapStored,
            FlightEventKind.ZswapDropped,
            FlightEventKind.ZswapDroppedForeign,
            FlightEventKind.ZswapDiscarded,
            FlightEventKind.WritebackInserted,
            FlightEventKind.WritableUnderWriteback,
            FlightEventKind.Zapped,
            FlightEventKind.Overrun
        );

    private bool GivesUp(RecordedOperation operation, uint slot) =>
        operation.Steps.Exists(i => _events[i].Kind == FlightEventKind.SlotReleased && _events[i].Slot == slot);

    private bool Overruns(RecordedOperation operation) => _events[operation.First].Page == _overrunPage;

    /// <summary>Whether the loss can be understood without it.</summary>
    private bool CanGo(RecordedOperation operation) =>
        operation != Losing
        && !(
            Overruns(operation)
            && operation.Has(
                _events,
                FlightEventKind.Unmapped,
                FlightEventKind.WritableUnderWriteback,
                FlightEventKind.Overrun
            )
        );

    private void Cut()
    {
        while (
            Shown.Count > OperationsMax || Shown.Select(operation => operation.ThreadId).Distinct().Count() > ThreadsMax
        )
        {
            // Of those in the middle; the losing one is the last to end, but it may have begun there.
            int victim = Shown.FindIndex(Shown.Count / 2, CanGo);
            if (victim < 0)
                victim = Shown.FindLastIndex(CanGo);
            if (victim < 0)
                return;
            Omitted.Add(Shown[victim]);
            Shown.RemoveAt(victim);
        }
    }
}
