using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Engine;

/// <summary>The steps of one schedule, in their order. Used when a schedule is looked at, not while thousands are run.</summary>
internal sealed class StepLog
{
    private readonly List<TakenStep> _steps = [];
    private readonly Dictionary<(StepKind Kind, long Target), int> _names = [];
    private readonly Dictionary<StepKind, int> _named = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<TakenStep> Steps => _steps;

    /// <summary>Adds a step.</summary>
    public void Add(int thread, StepKind kind, long target) =>
        _steps.Add(new TakenStep(thread, kind, NameOf(kind, target)));

    private int NameOf(StepKind kind, long target)
    {
        if (target == 0)
            return 0;
        if (_names.TryGetValue((kind, target), out int name))
            return name;
        name = _named.GetValueOrDefault(kind) + 1;
        _named[kind] = name;
        _names[(kind, target)] = name;
        return name;
    }
}
