using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Schedules;

namespace SwapStress.Explorer.Searches;

/// <summary>A given schedule. Where it names a thread that cannot go on, the usual one does.</summary>
/// <param name="schedule">The schedule.</param>
internal sealed class Replay(Schedule schedule) : ISchedule
{
    private int _choice;
    private int _next;
    private int _refused;

    /// <summary>Deviations that were not taken by the last run: the schedule is not one of this program.</summary>
    public int Missed => _refused + schedule.Deviations.Count - _next;

    public void Begin()
    {
        _choice = 0;
        _next = 0;
        _refused = 0;
    }

    public int Choose(uint runnable, int current, bool mayStay)
    {
        int choice = _choice++;
        if (_next < schedule.Deviations.Count && schedule.Deviations[_next].Choice == choice)
        {
            int thread = schedule.Deviations[_next++].Thread;
            if (thread < 32 && (runnable & (1u << thread)) != 0)
                return thread;
            _refused++;
        }
        return Schedule.Usual(runnable, current, mayStay);
    }
}
