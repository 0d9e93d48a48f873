using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Searches;

namespace SwapStress.Explorer.Schedules;

/// <summary>Finds a schedule with a bad outcome that is easier to read than the one that is known.</summary>
/// <param name="runner">The program.</param>
/// <param name="outcome">The bad outcome that is known.</param>
/// <param name="schedule">Its schedule.</param>
/// <param name="preemptions">Preemptions of that.</param>
internal sealed class Minimiser(ProgramRunner runner, Outcome outcome, Schedule schedule, int preemptions)
{
    /// <summary>Schedules with fewer preemptions that are tried at most, for each number of them.</summary>
    private const int TriesMax = 20_000;

    /// <summary>A bad outcome, perhaps another than the first.</summary>
    public Outcome Outcome { get; private set; } = outcome;

    /// <summary>The schedule that leads to it.</summary>
    public Schedule Schedule { get; private set; } = schedule;

    /// <summary>Preemptions of that.</summary>
    public int Preemptions { get; private set; } = preemptions;

    /// <summary>
    /// First leaves out what is not needed, which is quick, then looks for a schedule with fewer preemptions, which need
    /// not be a part of this one.
    /// </summary>
    public void Run()
    {
        while (TryLeaveOut()) { }
        for (int bound = 0; bound < Preemptions; bound++)
        {
            if (TryWithin(bound))
                return;
        }
    }

    /// <summary>Leaves out one deviation, if what is left still has a bad outcome.</summary>
    private bool TryLeaveOut()
    {
        for (int i = Schedule.Deviations.Count - 1; i >= 0; i--)
        {
            int left = i;
            var shorter = new Schedule(Schedule.Deviations.Where((_, index) => index != left));
            var candidate = new RecordedSchedule(new Replay(shorter));
            Outcome found = runner.Run(candidate);
            // What follows can differ from then on, so what was taken is counted, not what was asked for.
            bool isShorter = candidate.Schedule.Deviations.Count < Schedule.Deviations.Count;
            if (found.IsGood || !isShorter || candidate.Preemptions > Preemptions)
                continue;
            Take(found, candidate);
            return true;
        }
        return false;
    }

    private bool TryWithin(int bound)
    {
        var search = new DepthFirst(bound);
        for (int tries = 0; tries < TriesMax; tries++)
        {
            Outcome found = runner.Run(search);
            if (!found.IsGood)
            {
                Take(found, search);
                return true;
            }
            if (!search.TryAdvance())
                return false;
        }
        return false;
    }

    private void Take(Outcome found, ITracedSchedule by)
    {
        Outcome = found;
        Schedule = by.Schedule;
        Preemptions = by.Preemptions;
    }
}
