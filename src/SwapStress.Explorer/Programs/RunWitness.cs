using SwapStress.Explorer.Engine;
using SwapStress.Paging;
using SwapStress.Paging.Recording;

namespace SwapStress.Explorer.Programs;

/// <summary>
/// Sees one run of a program whose region has a flight recorder, and names its threads as the program does. Setup and
/// final check get threads of their own, so that their steps can be told from those of thread 0.
/// </summary>
internal sealed class RunWitness
{
    /// <summary>The thread number of what is done first.</summary>
    public const int SetUpThread = ScheduleEngine.ThreadsMax;

    /// <summary>The thread number of the reads that look for losses in the end.</summary>
    public const int CheckThread = ScheduleEngine.ThreadsMax + 1;

    private readonly Dictionary<int, int> _numbers = [];

    /// <summary>They stay referenced: the runtime gives the id of a collected thread to another one.</summary>
    private readonly List<Thread> _apart = [];

    /// <summary>What led to the losses, threads by their numbers, times by the number of the event.</summary>
    public IReadOnlyList<LossWindow> Windows { get; private set; } = [];

    /// <summary>All that was done to the pages, in the same way, setup included.</summary>
    public IReadOnlyList<FlightEvent> Trace { get; private set; } = [];

    /// <summary>Does something in a thread of its own, and waits for it.</summary>
    internal void Apart(int number, Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            Enter(number);
            try
            {
                action();
            }
#pragma warning disable CA1031 // It is thrown again where the caller can see it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }
        })
        {
            IsBackground = true,
        };
        _apart.Add(thread);
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw new InvalidOperationException(failure.Message, failure);
    }

    /// <summary>The calling thread has that number.</summary>
    internal void Enter(int number)
    {
        lock (_numbers)
            _numbers[Environment.CurrentManagedThreadId] = number;
    }

    /// <summary>The run is over, and the region as it left it.</summary>
    internal void See(AddressSpace space)
    {
        Windows = [.. space.LossWindows.Select(Rename)];
        Trace = Rename(space.Mm.Recorder?.Trace() ?? []);
    }

    private LossWindow Rename(LossWindow window) =>
        window with
        {
            ThreadId = NumberOf(window.ThreadId),
            Events = Rename(window.Events),
        };

    private FlightEvent[] Rename(IReadOnlyList<FlightEvent> events) =>
        [.. events.Select((e, index) => e with { ThreadId = NumberOf(e.ThreadId), TimeNs = index })];

    private int NumberOf(int managedId) => _numbers.GetValueOrDefault(managedId, -1);
}
