using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Workers;

/// <summary>One thread of a crew.</summary>
internal sealed class CrewMember
{
    private readonly Thread _thread;

    /// <summary>A thread that is not started.</summary>
    /// <param name="squad">Where it waits between runs.</param>
    /// <param name="live">What it does until it leaves.</param>
    public CrewMember(CrewSquad squad, string name, Action<CrewMember> live)
    {
        Squad = squad;
        _thread = new Thread(() => live(this), ThreadLimits.WorkerStackBytes) { IsBackground = true, Name = name };
    }

    /// <summary>Where it waits between runs.</summary>
    public CrewSquad Squad { get; }

    /// <summary>
    /// Its number from 0, given when all are started, so that a refused thread leaves no gap; read behind a gate.
    /// </summary>
    public int Number { get; set; }

    /// <summary>Its managed id; 0 before it runs.</summary>
    public int ThreadId { get; set; }

    /// <summary>Starts it.</summary>
    /// <exception cref="OutOfMemoryException">The system refused it: what .NET throws when pthread_create fails.</exception>
    public void Start() => _thread.Start();

    /// <summary>Waits until it has left.</summary>
    public void Join() => _thread.Join();
}
