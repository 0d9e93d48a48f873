namespace SwapStress.Harness.Workers;

/// <summary>
/// Starts the threads of a crew. <see cref="Thread.Start()"/> waits until the new thread runs, so several threads start
/// them in turn and use that time.
/// </summary>
internal sealed class CrewStart(int count, Func<int, CrewMember> create, StopFlag stop)
{
    /// <summary>Below this many for each, another starter gains nothing.</summary>
    private const int ThreadsPerStarter = 512;
    private const int StartersMax = 8;

    private readonly CrewMember?[] _started = new CrewMember?[count];
    private int _next;
    private string? _refusal;

    /// <summary>What the system said when it refused a thread, or null if it refused none.</summary>
    public string? Refusal => _refusal;

    /// <summary>Starts them, until the system refuses one or the flag is up.</summary>
    /// <returns>Those that live, in the order in which they were created.</returns>
    public CrewMember[] Run()
    {
        int helpers = Math.Min(Math.Min(2 * Environment.ProcessorCount, StartersMax), count / ThreadsPerStarter) - 1;
        var starters = new List<Thread>();
        for (int i = 0; i < helpers; i++)
        {
            var starter = new Thread(StartSome) { IsBackground = true, Name = "starter" };
            try
            {
                starter.Start();
            }
            catch (OutOfMemoryException)
            {
                // Without it the others take longer; whether a worker is refused they find out themselves.
                break;
            }
            starters.Add(starter);
        }
        StartSome();
        foreach (Thread starter in starters)
            starter.Join();
        return [.. _started.OfType<CrewMember>()];
    }

    private void StartSome()
    {
        while (!stop.IsRequested && Volatile.Read(ref _refusal) is null)
        {
            int index = Interlocked.Increment(ref _next) - 1;
            if (index >= _started.Length)
                return;
            CrewMember member = create(index);
            try
            {
                member.Start();
            }
            catch (OutOfMemoryException exception)
            {
                // Another process took what the limits had left.
                Interlocked.CompareExchange(ref _refusal, exception.Message, null);
                return;
            }
            _started[index] = member;
        }
    }
}
