using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;

namespace SwapStress.Harness.Runs;

/// <summary>A whole run, finished or stopped.</summary>
/// <param name="Strategies">One result a strategy, in the order of the options.</param>
/// <param name="Interrupted">Whether the user stopped it.</param>
/// <param name="FailureCode">The exit code of what ended it before its end: an error, or a machine that can no longer do it; else null.</param>
/// <param name="Stalled">Whether the watchdog ended it: its threads hang, and what they use is still theirs.</param>
internal sealed record RunResult(
    StressOptions Options,
    DateTimeOffset StartedUtc,
    IReadOnlyList<StrategyResult> Strategies,
    bool Interrupted,
    int? FailureCode = null,
    bool Stalled = false
)
{
    /// <summary>What the run says.</summary>
    public Verdict Verdict => Verdict.Of(this);
}
