using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Rounds;

/// <summary>
/// Hears what a run does as it does it: on the thread that runs the rounds, and where a member says so on the monitor's.
/// </summary>
internal interface IRunObserver
{
    /// <summary>Workers are about to be started, as many as the budget allows.</summary>
    void Spawning(ThreadBudget budget);

    /// <summary>The workers live.</summary>
    void Spawned(WorkerCrew crew);

    /// <summary>Short rounds that are none are about to go before a strategy's first one.</summary>
    void WarmingUp(StrategyInfo strategy);

    /// <summary>A round's pages are about to be written.</summary>
    void Populating(StrategyInfo strategy, int pageCount);

    /// <summary>The swapper is about to start.</summary>
    void SwappingOut(StrategyInfo strategy);

    /// <summary>The first workers are about to be released.</summary>
    /// <param name="round">Number of the round, from 0.</param>
    /// <param name="workers">Workers that will be released, those of all waves together.</param>
    /// <param name="pass">Their progress, to be read from any thread until <see cref="WorkersDone"/>.</param>
    /// <param name="pageCount">Pages that each of them walks.</param>
    void RoundStarting(StrategyInfo strategy, int round, int workers, AddPass pass, int pageCount);

    /// <summary>The workers of a wave are about to be released; a round has one where each worker has a thread.</summary>
    /// <param name="wave">Number of the wave, from 0.</param>
    void WaveStarting(StrategyInfo strategy, int wave, int waves, int workers);

    /// <summary>Every worker of every wave has been waited for.</summary>
    void WorkersDone();

    /// <summary>Every page has been checked, and the round is in the results.</summary>
    void RoundFinished(RoundResult round);

    /// <summary>A second has passed; on the monitor's thread.</summary>
    void Progressed(RunProgress now);

    /// <summary>An interval is over; on the monitor's thread.</summary>
    /// <param name="now">The whole run so far.</param>
    /// <param name="interval">What happened in the interval.</param>
    void IntervalEnded(RunProgress now, RunProgress interval);

    /// <summary>Something that people should know and that does not end the run, in one line.</summary>
    void Warn(string message);
}
