using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>
/// What of a window is shown: the operations that explain the loss, and whatever was under way from as long before them.
/// The rings go back a hundred times as far, and the loss could not be seen beside it.
/// </summary>
internal sealed class TraceExtent
{
    /// <summary>Chooses.</summary>
    /// <param name="isWhole">Whether it is a whole program, of which nothing is left out.</param>
    public TraceExtent(LossWindow window, bool isWhole)
    {
        IReadOnlyList<FlightEvent> steps = window.Events;
        List<RecordedOperation> shown = new OperationChoice(window, isWhole).Shown;
        First = shown.Min(operation => operation.First);
        long begin = steps[First].TimeNs;
        long from = isWhole ? long.MinValue : begin - (steps[^1].TimeNs - begin);
        Apart = window.OverrunPage == window.Page ? -1 : window.OverrunPage;
        List<RecordedOperation> all = RecordedOperation.Split(steps, Apart);
        Operations = [.. all.Where(operation => steps[operation.Last].TimeNs >= from)];
        Left = steps.Count - Operations.Sum(operation => operation.Steps.Count);
        // Who explains the loss comes first, as in the drawing; of those, who lost.
        Threads =
        [
            .. shown
                .Select(operation => operation.ThreadId)
                .Prepend(steps[^1].ThreadId)
                .Concat(Operations.Select(operation => operation.ThreadId))
                .Distinct(),
        ];
        if (isWhole)
            Threads = [.. Threads.Order()];
    }

    /// <summary>The step at which the explanation begins.</summary>
    public int First { get; }

    /// <summary>The page whose operations are apart from others of the same thread, or -1: it overran another one's data.</summary>
    public int Apart { get; }

    /// <summary>What is shown, in the order in which it began.</summary>
    public IReadOnlyList<RecordedOperation> Operations { get; }

    /// <summary>Recorded steps that are left out, all of them earlier.</summary>
    public int Left { get; }

    /// <summary>The threads of all that, in the order of their tracks.</summary>
    public IReadOnlyList<int> Threads { get; }
}
