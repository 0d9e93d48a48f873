using SwapStress.Explorer.Engine;
using SwapStress.Paging;
using SwapStress.Primitives;
using SwapStress.Store;

namespace SwapStress.Explorer.Programs;

/// <summary>Runs one program again and again, each time from the same beginning, and says how each run came out.</summary>
public sealed class ProgramRunner : IDisposable
{
    private readonly ExploredProgram _program;
    private readonly ScheduleEngine _engine;
    private readonly long[] _expected;
    private readonly Operation[][] _threads;
    private readonly byte[] _noise = new byte[PageSize.Bytes];
    private readonly Action<int> _body;
    private readonly RunWitness? _witness;
    private SwapDevice? _device;
    private AddressSpace? _space;

    /// <summary>Additions missing on each page after the last run, or null if none is.</summary>
    private long[]? _lost;

    /// <summary>A runner with threads and a region of its own.</summary>
    /// <param name="program">The program.</param>
    /// <param name="witness">Who looks at its one run, or null.</param>
    public ProgramRunner(ExploredProgram program, RunWitness? witness = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        _program = program;
        _witness = witness;
        _expected = [.. program.Expected];
        _threads = [.. program.Threads.Select(thread => thread.ToArray())];
        new Random(1).NextBytes(_noise);
        _engine = new ScheduleEngine(_threads.Length);
        _body = Work;
    }

    /// <summary>Schedules that were run.</summary>
    public long Schedules { get; private set; }

    /// <summary>Steps of the last one.</summary>
    public int Steps => _engine.Steps;

    /// <summary>Runs the program once.</summary>
    /// <param name="schedule">Says who goes on.</param>
    /// <param name="log">Where the steps go, or null.</param>
    public Outcome Run(ISchedule schedule, StepLog? log = null)
    {
        if (_space is null)
            Create();
        AddressSpace space = _space!;
        if (_witness is null)
            SetUp();
        else
            _witness.Apart(RunWitness.SetUpThread, SetUp);
        Schedules++;
        ScheduleEnd end = _engine.Run(_body, schedule, log);
        if (end != ScheduleEnd.Finished)
        {
            // Threads were taken out of the middle of things.
            _witness?.See(space);
            Drop();
            return new Outcome(end, Lost: null, end == ScheduleEnd.Failed ? _engine.Failure!.Message : null);
        }
        if (_witness is null)
            FindLost();
        else
            _witness.Apart(RunWitness.CheckThread, FindLost);
        _witness?.See(space);
        long[]? lost = _lost;
        if (space.TryRewind())
        {
            _device!.Reset();
            return lost is null ? Outcome.Kept : new Outcome(end, lost, Message: null);
        }
        string leak = string.Join("; ", space.CheckQuiescent());
        Drop();
        return new Outcome(end, lost, $"leaked: {leak}");
    }

    /// <summary>Ends the threads and frees the region.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        Drop();
    }

    private void SetUp()
    {
        foreach (Operation operation in _program.Setup)
            Do(operation);
    }

    private void FindLost()
    {
        _lost = null;
        for (int page = 0; page < _expected.Length; page++)
        {
            long missing = _expected[page] - (long)_space!.Read(page, 0);
            if (missing != 0)
                (_lost ??= new long[_expected.Length])[page] = missing;
        }
    }

    private void Work(int thread)
    {
        _witness?.Enter(thread);
        foreach (Operation operation in _threads[thread])
            Do(operation);
    }

    private void Do(Operation operation)
    {
        AddressSpace space = _space!;
        switch (operation.Kind)
        {
            case OperationKind.Increment:
                space.FetchAdd(operation.Page, 1, out _);
                break;
            case OperationKind.Read:
                space.Read(operation.Page, 0);
                break;
            case OperationKind.PageOut:
                space.PageOut(operation.Page, 1);
                break;
            case OperationKind.Zap:
                space.Zap(operation.Page, 1);
                break;
            default:
                throw new NotSupportedException(operation.ToString());
        }
    }

    private void Create()
    {
        _device = _program.CreateDevice();
        _space = new AddressSpace(_program.Space, _device);
    }

    private void Drop()
    {
        _space?.Dispose();
        _device?.Dispose();
        _space = null;
        _device = null;
    }
}
