using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>Keeps the results of a run.</summary>
public interface IRunRecorder
{
    /// <summary>The rounds that earlier parts of the same run did.</summary>
    RunHistory History => RunHistory.None;

    /// <summary>A round has been checked; on return it is as durable as it can be made.</summary>
    void Record(RoundResult round);

    /// <summary>The run is over, finished or stopped.</summary>
    void Complete(RunResult run);
}
