using SwapStress.Explorer.Engine;
using SwapStress.Paging;
using SwapStress.Store;

namespace SwapStress.Explorer.Programs;

/// <summary>Runs one program again and again, each time from the same beginning, and says how each run came out.</summary>
internal sealed class ProgramRunner : IDisposable
{
    private readonly ExploredProgram _program;
    private readonly ScheduleEngine _engine;
    private readonly Operation[] _setup;
    private readonly Operation[][] _threads;
    private readonly FinalCheck _check;
    private readonly Action<int> _body;
    private readonly RunWitness? _witness;
    private readonly bool _checksInFull;
    private SwapDevice? _device;
    private AddressSpace? _space;

    /// <summary>How the last run came out that finished.</summary>
    private Outcome _outcome = Outcome.Kept;

    /// <summary>A runner with threads and a region of its own.</summary>
    /// <param name="program">The program.</param>
    /// <param name="checksInFull">
    /// Whether all that there is to account for is accounted for after every run, or only where something shows that costs
    /// next to nothing to look at.
    /// </param>
    /// <param name="witness">Who looks at its one run, or null.</param>
    /// <exception cref="ArgumentException">The region has I/O threads, which nobody could schedule.</exception>
    public ProgramRunner(ExploredProgram program, bool checksInFull, RunWitness? witness = null)
        : this(program, checksInFull, witness, new ScheduleEngine(ThreadsOf(program))) { }

    /// <summary>The same on an engine of the caller's making, which is this runner's from then on.</summary>
    internal ProgramRunner(ExploredProgram program, bool checksInFull, RunWitness? witness, ScheduleEngine engine)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (program.Space.IoThreads != 0)
            throw new ArgumentException("An explored region writes on the thread that reclaims: IoThreads is 0.");
        _program = program;
        _witness = witness;
        _checksInFull = checksInFull;
        _setup = [.. program.Setup];
        _threads = [.. program.Threads.Select(thread => thread.ToArray())];
        _check = new FinalCheck(program);
        _engine = engine;
        _body = Work;
    }

    /// <summary>Schedules that were run.</summary>
    public long Schedules { get; private set; }

    /// <summary>The region, as the last run left it; null before the first, and where that spoilt it.</summary>
    internal AddressSpace? Space => _space;

    /// <summary>Steps of the last one.</summary>
    public int Steps => _engine.Steps;

    /// <summary>Runs the program once.</summary>
    /// <param name="schedule">Says who goes on.</param>
    /// <param name="log">Where the steps go, or null.</param>
    /// <exception cref="DivergedException">The schedule is one of a program that took other steps.</exception>
    public Outcome Run(ISchedule schedule, StepLog? log = null)
    {
        if (_space is null)
            Create();
        AddressSpace space = _space!;
        if (_witness is null)
            SetUp();
        else
            _witness.Apart(RunWitness.SetUpThread, SetUp);
        (_device as FullDevice)?.BeginFailing();
        Schedules++;
        ScheduleEnd end = _engine.Run(_body, schedule, log);
        if (end != ScheduleEnd.Finished)
        {
            // Threads were taken out of the middle of things.
            _witness?.See(space);
            Drop();
            if (_engine.Failure is DivergedException diverged)
                throw diverged;
            return new Outcome(end, Lost: null, _engine.Failure?.Message);
        }
        if (_engine.LocksHeld is not 0 and var held)
        {
            // Whoever looked at the pages now would wait for it.
            _witness?.See(space);
            Drop();
            return new Outcome(end, Lost: null, $"locks not dropped: {held}");
        }
        if (_witness is null)
            Check();
        else
            _witness.Apart(RunWitness.CheckThread, Check);
        _witness?.See(space);
        Outcome outcome = _outcome;
        if (_checksInFull || !outcome.IsGood || HasPins(space))
            outcome = Account(outcome, space);
        if (outcome.Message is null && space.TryRewind())
        {
            _device!.Reset();
            return outcome;
        }
        outcome = Account(outcome, space);
        Drop();
        return outcome;
    }

    /// <summary>Ends the threads and frees the region.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        Drop();
    }

    /// <summary>Accounts for everything, as after a round of a stress run; unless something is wrong already.</summary>
    private Outcome Account(Outcome outcome, AddressSpace space)
    {
        if (outcome.Message is not null)
            return outcome;
        string[] violations = [.. space.CheckQuiescent(), .. _device!.CheckIntegrity()];
        return violations.Length == 0
            ? outcome
            : outcome with
            {
                Message = $"does not add up: {string.Join("; ", violations)}",
            };
    }

    /// <summary>An access that never ended: forgetting its page would wait for it.</summary>
    private static bool HasPins(AddressSpace space)
    {
        for (int page = 0; page < space.PageCount; page++)
        {
            if (space.Mm.PageTable.Read(page).Pins != 0)
                return true;
        }
        return false;
    }

    private static int ThreadsOf(ExploredProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.Threads.Count;
    }

    private void SetUp()
    {
        foreach (Operation operation in _setup)
        {
            Operations.Do(_space!, operation);
            FinalCheck.Stamp(_space!, operation);
        }
    }

    private void Check() => _outcome = _check.Run(_space!);

    private void Work(int thread)
    {
        _witness?.Enter(thread);
        AddressSpace space = _space!;
        foreach (Operation operation in _threads[thread])
            Operations.Do(space, operation);
    }

    private void Create()
    {
        _device = _program.CreateDevice();
        _space = new AddressSpace(_program.Space, _device);
        _space.Mm.Swap.Plants = _program.Plants;
    }

    private void Drop()
    {
        _space?.Dispose();
        _device?.Dispose();
        _space = null;
        _device = null;
    }
}
