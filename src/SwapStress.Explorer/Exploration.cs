using System.Diagnostics;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;
using SwapStress.Explorer.Searches;

namespace SwapStress.Explorer;

/// <summary>Searches the schedules of a program for one with a bad outcome.</summary>
internal sealed class Exploration : IDisposable
{
    private readonly ExploredProgram _program;
    private readonly SearchOptions _options;
    private readonly ProgramRunner _runner;
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = new();
    private long _schedules;
    private Outcome? _bad;
    private Schedule? _schedule;
    private int _preemptions;

    /// <summary>A search that has not begun.</summary>
    public Exploration(ExploredProgram program, SearchOptions options)
    {
        _program = program;
        _options = options;
        _runner = new ProgramRunner(program, options.ChecksInFull);
    }

    /// <summary>Searches. What it finds has been run twice more, with the same steps and the same outcome.</summary>
    /// <exception cref="DivergedException">The program does not do the same whenever the schedule is the same.</exception>
    public ExplorationResult Run()
    {
        _clock.Start();
        bool isExhausted = _options.Kind == SearchKind.DepthFirst ? SearchDepthFirst() : SearchAtRandom();
        if (_schedule is not null)
            _bad = Determinism.Check(_runner, _schedule);
        _clock.Stop();
        return new ExplorationResult
        {
            Program = _program,
            Schedules = _schedules,
            IsExhausted = isExhausted,
            PreemptionBound = _options.Kind == SearchKind.DepthFirst ? _options.PreemptionsMax : null,
            Elapsed = _clock.Elapsed,
            Outcomes = _outcomes,
            ChecksInFull = _options.ChecksInFull,
            Bad = _bad,
            Schedule = _schedule,
            Preemptions = _preemptions,
        };
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _runner.Dispose();

    /// <summary>
    /// With a bound of 0, then 1, and so on: the first bad outcome is one with the fewest preemptions. Only the last
    /// round counts schedules, so that each is counted once.
    /// </summary>
    private bool SearchDepthFirst()
    {
        for (int bound = 0; bound <= _options.PreemptionsMax; bound++)
        {
            // A search that looks for everything goes through the largest bound, which holds the smaller ones.
            if (!_options.StopsAtFirst && bound < _options.PreemptionsMax)
                continue;
            _outcomes.Clear();
            long before = _schedules;
            var search = new DepthFirst(bound);
            do
            {
                if (IsCut())
                    return false;
                if (!Try(search) && _options.StopsAtFirst)
                    return false;
            } while (search.TryAdvance());
            if (bound < _options.PreemptionsMax)
                _schedules = before;
        }
        return true;
    }

    private bool SearchAtRandom()
    {
        ISchedule search =
            _options.Kind == SearchKind.Pct ? new Pct(_options.Seed, _options.Depth) : new RandomWalk(_options.Seed);
        var recorded = new RecordedSchedule(search);
        while (!IsCut())
        {
            bool isFirst = _bad is null;
            if (Try(recorded))
                continue;
            if (isFirst)
                Minimise();
            if (_options.StopsAtFirst)
                break;
        }
        return false;
    }

    private void Minimise()
    {
        var minimiser = new Minimiser(_runner, _bad!, _schedule!, _preemptions);
        minimiser.Run();
        (_bad, _schedule, _preemptions) = (minimiser.Outcome, minimiser.Schedule, minimiser.Preemptions);
    }

    private bool IsCut() =>
        _options.Stop.IsCancellationRequested
        || (_options.SchedulesMax > 0 && _schedules >= _options.SchedulesMax)
        || (_options.DurationMax is { } longest && _clock.Elapsed >= longest);

    /// <summary>Runs one schedule.</summary>
    /// <returns>Whether its outcome is good.</returns>
    private bool Try(ITracedSchedule schedule)
    {
        Outcome outcome = _runner.Run(schedule);
        _schedules++;
        string text = outcome.ToString();
        _outcomes[text] = _outcomes.GetValueOrDefault(text) + 1;
        if (outcome.IsGood)
            return true;
        if (_bad is null)
        {
            _bad = outcome;
            _schedule = schedule.Schedule;
            _preemptions = schedule.Preemptions;
        }
        return false;
    }
}
