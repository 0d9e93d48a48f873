using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;
using SwapStress.Explorer.Searches;

namespace SwapStress.Explorer.Engine;

/// <summary>Checks that a schedule says everything about a run.</summary>
internal static class Determinism
{
    /// <summary>Runs a schedule twice and compares the steps.</summary>
    /// <param name="runner">The program.</param>
    /// <param name="schedule">The schedule.</param>
    /// <returns>How it came out, both times.</returns>
    /// <exception cref="DivergedException">Steps or outcomes differ, or the schedule is not one of this program.</exception>
    public static Outcome Check(ProgramRunner runner, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(runner);
        var first = new StepLog();
        var second = new StepLog();
        var replay = new Replay(schedule);
        Outcome outcome = runner.Run(replay, first);
        string again = runner.Run(replay, second).ToString();
        if (replay.Missed != 0)
            throw new DivergedException($"The schedule {schedule} names threads that could not go on.");
        Compare(first.Steps, second.Steps);
        if (again != outcome.ToString())
            throw new DivergedException($"The same steps came out as \"{outcome}\", then as \"{again}\".");
        return outcome;
    }

    /// <summary>Compares the steps of two runs of a schedule.</summary>
    /// <exception cref="DivergedException">They differ; says where first.</exception>
    public static void Compare(IReadOnlyList<TakenStep> first, IReadOnlyList<TakenStep> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        for (int i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            string one = i < first.Count ? first[i].ToString() : "the end";
            string other = i < second.Count ? second[i].ToString() : "the end";
            if (one != other)
                throw new DivergedException($"Step {i} was {one}, and {other} the second time.");
        }
    }
}
