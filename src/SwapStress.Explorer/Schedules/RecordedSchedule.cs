using SwapStress.Explorer.Engine;

namespace SwapStress.Explorer.Schedules;

/// <summary>Passes choices on and remembers them.</summary>
/// <param name="inner">Who chooses.</param>
internal sealed class RecordedSchedule(ISchedule inner) : ITracedSchedule
{
    private readonly List<Deviation> _deviations = [];

    /// <summary>Choices so far.</summary>
    public int Choices { get; private set; }

    /// <summary>Preemptions so far.</summary>
    public int Preemptions { get; private set; }

    /// <summary>What was chosen.</summary>
    public Schedule Schedule => new(_deviations);

    public void Begin()
    {
        _deviations.Clear();
        Choices = 0;
        Preemptions = 0;
        inner.Begin();
    }

    public int Choose(uint runnable, int current, bool mayStay)
    {
        int chosen = inner.Choose(runnable, current, mayStay);
        if (chosen != Schedule.Usual(runnable, current, mayStay))
            _deviations.Add(new Deviation(Choices, chosen));
        if (mayStay && chosen != current)
            Preemptions++;
        Choices++;
        return chosen;
    }
}
