using System.Text.Json.Nodes;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>
/// A thread's operations as slices, their phases as slices in them, and the steps without duration as instants.
/// </summary>
internal sealed class OperationTrack(LossWindow window, TraceBuilder trace, int tid)
{
    private const string Arrow = "overwritten content";

    private readonly IReadOnlyList<FlightEvent> _steps = window.Events;

    /// <summary>Where the content that is lost left its frame; -1 where the window does not have it.</summary>
    private readonly int _newest = window.Events.Count == 0 ? -1 : NewestOf(window);

    /// <summary>Writes operations that follow each other.</summary>
    public void Write(IReadOnlyList<RecordedOperation> operations)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            RecordedOperation operation = operations[i];
            (string name, string category) = TraceSubject.Of(operation, _steps);
            trace.Begin(name, operation.First, tid, category, StepArgs.Of(_steps[operation.First]));
            int last = WriteSteps(operation, category, i + 1 < operations.Count ? operations[i + 1] : null);
            trace.End(name, last, tid, category);
        }
    }

    /// <summary>Writes what is in an operation.</summary>
    /// <returns>The step at which it ends: one of another operation, where it waits for that or is still under way.</returns>
    private int WriteSteps(RecordedOperation operation, string category, RecordedOperation? next)
    {
        TracePhase? open = null;
        for (int i = 0; i < operation.Steps.Count; i++)
        {
            int step = operation.Steps[i];
            FlightEvent e = _steps[step];
            bool ends = open?.IsEndedBy(e.Kind) == true;
            TracePhase? begins = TracePhase.BegunBy(e.Kind);
            if (begins is not null && EndOf(begins, operation, i, next) < 0)
                begins = null;
            string subject = TraceSubject.Of(e.Kind);
            bool isShown = ends || begins is not null || (i == 0 && e.Kind == FlightEventKind.FaultBegin);
            if (!isShown || subject is "swap_map" or "zswap")
                trace.Instant(EventText.Describe(e), step, tid, subject, StepArgs.Of(e));
            if (step == _newest)
                trace.Arrow(begins: true, Arrow, step, tid);
            if (e.IsLosing)
                MarkLoss(step);
            if (ends)
                trace.End(open!.Name, step, tid, category, StepArgs.AtEnd(e));
            else if (open is not null && begins is not null)
                trace.End(open.Name, step, tid, category);
            if (ends)
                open = null;
            if (begins is null)
                continue;
            trace.Begin(begins.Name, step, tid, category, StepArgs.Of(e));
            open = begins;
        }
        if (open is null)
            return operation.Last;
        int end = EndOf(open, operation, operation.Steps.Count - 1, next);
        string how = open.IsWait ? "tries again" : "not yet";
        trace.End(open.Name, end, tid, category, new JsonObject { ["end"] = how });
        return end;
    }

    /// <summary>The step that ends a phase; -1 where none tells, and it is no slice.</summary>
    private int EndOf(TracePhase phase, RecordedOperation operation, int from, RecordedOperation? next)
    {
        for (int i = from + 1; i < operation.Steps.Count; i++)
        {
            if (phase.IsEndedBy(_steps[operation.Steps[i]].Kind))
                return operation.Steps[i];
        }
        if (phase.IsWait)
            return next is not null && IsRetry(operation, next) ? next.First : -1;
        return phase.IsTransfer && next is null && from == operation.Steps.Count - 1 ? _steps.Count - 1 : -1;
    }

    /// <summary>
    /// Whether an operation is the next attempt of one that backed off: nobody mapped the page meanwhile, so the thread
    /// has not had it.
    /// </summary>
    private bool IsRetry(RecordedOperation operation, RecordedOperation next)
    {
        int page = _steps[operation.Last].Page;
        if (_steps[next.First] is not { Kind: FlightEventKind.FaultBegin } first || first.Page != page)
            return false;
        for (int i = operation.Last + 1; i < next.First; i++)
        {
            if (_steps[i].Page == page && _steps[i].Kind is FlightEventKind.Install or FlightEventKind.Copy)
                return false;
        }
        return true;
    }

    private void MarkLoss(int step)
    {
        JsonObject args = StepArgs.Of(_steps[step]);
        args["lostUpdates"] = window.LostUpdates;
        args["newestVersion"] = window.NewestVersion;
        string mark = LossText.Mark(window).Replace(InterleavingText.NoBreak, ' ');
        trace.Instant($"{LossText.Install(window)} {mark}", step, tid, "loss", args);
        if (_newest >= 0)
            trace.Arrow(begins: false, Arrow, step, tid);
    }

    private static int NewestOf(LossWindow window)
    {
        for (int i = window.Events.Count - 1; i >= 0; i--)
        {
            FlightEvent e = window.Events[i];
            if (e.Kind == FlightEventKind.Unmapped && e.Page == window.Page && e.Version == window.NewestVersion)
                return i;
        }
        return -1;
    }
}
