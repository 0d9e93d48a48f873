using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;
using SwapStress.Explorer.Searches;
using SwapStress.Paging.Recording;

namespace SwapStress.Explorer;

/// <summary>One schedule of a program, run again with the flight recorder on.</summary>
internal sealed record ProgramReplay
{
    /// <summary>How it came out.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Its steps.</summary>
    public required IReadOnlyList<TakenStep> Steps { get; init; }

    /// <summary>
    /// What led to its losses: threads as the program numbers them (<see cref="RunWitness"/>), and in place of times the
    /// number of the event.
    /// </summary>
    public required IReadOnlyList<LossWindow> Windows { get; init; }

    /// <summary>All that was done to its pages, in the same way, setup included.</summary>
    public required IReadOnlyList<FlightEvent> Trace { get; init; }

    /// <summary>Choices that its threads left to the schedule.</summary>
    public required int Choices { get; init; }

    /// <summary>Its preemptions.</summary>
    public required int Preemptions { get; init; }

    /// <summary>What of the schedule could not be followed, or null: then it is another program's.</summary>
    public Deviation? Misfit { get; init; }

    /// <summary>Runs a schedule.</summary>
    public static ProgramReplay Run(ExploredProgram program, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(schedule);
        var witness = new RunWitness();
        var log = new StepLog();
        var replay = new Replay(schedule);
        var recorded = new RecordedSchedule(replay);
        using var runner = new ProgramRunner(
            program with
            {
                Space = program.Space with { FlightRecorder = true },
            },
            checksInFull: true,
            witness
        );
        Outcome outcome = runner.Run(recorded, log);
        return new ProgramReplay
        {
            Outcome = outcome,
            Steps = log.Steps,
            Windows = witness.Windows,
            Trace = witness.Trace,
            Choices = recorded.Choices,
            Preemptions = recorded.Preemptions,
            Misfit = FirstMisfit(schedule, recorded.Schedule),
        };
    }

    /// <summary>The first deviation that was not taken, or that is none: it names the usual thread.</summary>
    private static Deviation? FirstMisfit(Schedule asked, Schedule taken)
    {
        foreach (Deviation deviation in asked.Deviations)
        {
            if (!taken.Deviations.Contains(deviation))
                return deviation;
        }
        return null;
    }
}
