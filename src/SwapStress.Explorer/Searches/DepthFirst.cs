using System.Numerics;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Schedules;

namespace SwapStress.Explorer.Searches;

/// <summary>
/// Every schedule with at most so many preemptions, each once, depth first (Musuvathi and Qadeer, "Iterative context
/// bounding", 2007). A switch away from a thread that cannot go on is none, and costs nothing.
/// </summary>
/// <param name="preemptionsMax">The bound.</param>
internal sealed class DepthFirst(int preemptionsMax) : ITracedSchedule
{
    private Choice[] _choices = new Choice[256];

    /// <summary>Choices of the schedule that runs or has run last.</summary>
    private int _count;

    /// <summary>Choices that are given by the schedules before.</summary>
    private int _depth;
    private int _preemptions;

    /// <summary>Other schedules go through all that can follow from here.</summary>
    private bool _repeats;

    /// <summary>The bound.</summary>
    public int PreemptionsMax { get; } = preemptionsMax;

    /// <summary>Preemptions of the schedule that runs or has run last.</summary>
    public int Preemptions => _preemptions;

    /// <summary>The schedule that runs or has run last.</summary>
    public Schedule Schedule =>
        new(
            Enumerable
                .Range(0, _depth)
                .Where(i =>
                    _choices[i].Chosen != Schedule.Usual(_choices[i].Runnable, _choices[i].Current, _choices[i].MayStay)
                )
                .Select(i => new Deviation(i, _choices[i].Chosen))
        );

    public void Begin()
    {
        _depth = 0;
        _preemptions = 0;
        _repeats = false;
    }

    public void Repeats() => _repeats = true;

    public int Choose(uint runnable, int current, bool mayStay)
    {
        if (_depth == _count)
            Add(runnable, current, mayStay);
        ref Choice choice = ref _choices[_depth++];
        if (choice.Runnable != runnable)
            throw new DivergedException(
                $"Choice {_depth - 1} is among threads {runnable:b} (a bit each), and was among {choice.Runnable:b}."
            );
        if (choice.MayStay && choice.Chosen != choice.Current)
            _preemptions++;
        return choice.Chosen;
    }

    /// <summary>Goes on to the next schedule.</summary>
    /// <returns>False when every one has been run.</returns>
    /// <exception cref="DivergedException">The last one ended before it came to the choice that was to be another.</exception>
    public bool TryAdvance()
    {
        if (_depth != _count)
            throw new DivergedException($"A schedule ended after {_depth} choices, and had at least {_count} before.");
        for (; _count > 0; _count--)
        {
            ref Choice last = ref _choices[_count - 1];
            bool isCut = last.MayStay && last.PreemptionsBefore >= PreemptionsMax;
            uint left = isCut ? 0u : (uint)(last.Runnable & ~last.Tried);
            if (left == 0)
                continue;
            last.Chosen = (byte)BitOperations.TrailingZeroCount(left);
            last.Tried |= (byte)(1u << last.Chosen);
            return true;
        }
        return false;
    }

    private void Add(uint runnable, int current, bool mayStay)
    {
        if (_count == _choices.Length)
            Array.Resize(ref _choices, 2 * _count);
        int chosen = Schedule.Usual(runnable, current, mayStay);
        _choices[_count++] = new Choice
        {
            Runnable = (byte)runnable,
            Tried = (byte)(_repeats ? runnable : 1u << chosen),
            Chosen = (byte)chosen,
            Current = (sbyte)current,
            MayStay = mayStay,
            PreemptionsBefore = _preemptions,
        };
    }

    private struct Choice
    {
        public byte Runnable;
        public byte Tried;
        public byte Chosen;
        public sbyte Current;
        public bool MayStay;
        public int PreemptionsBefore;
    }
}
