using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>Keeps the results of a run.</summary>
internal interface IRunRecorder
{
    /// <summary>The rounds that earlier parts of the same run did.</summary>
    RunHistory History => RunHistory.None;

    /// <summary>A round has been checked; on return it is as durable as it can be made.</summary>
    void Record(RoundResult round);

    /// <summary>An interval of the run is over; called on another thread than the rest.</summary>
    void Record(RunProgress interval);

    /// <summary>The run stands still.</summary>
    /// <param name="lines">What state it is in.</param>
    void RecordStall(IReadOnlyList<string> lines);

    /// <summary>The run is over, finished or stopped.</summary>
    void Complete(RunResult run);
}
