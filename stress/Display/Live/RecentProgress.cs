using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Display.Live;

/// <summary>
/// The last seconds of one strategy's own rounds, so that strategies that take turns are comparable: while another one
/// has its turn, they stay as they were.
/// </summary>
internal sealed class RecentProgress
{
    /// <summary>How much of <see cref="StrategyResult.Elapsed"/> is recent, at least where there is so much.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly Queue<StrategyResult> _looks = new();
    private StrategyResult? _newest;

    /// <summary>Another look at the strategy, not before the last one.</summary>
    /// <returns>What happened in the last seconds that its workers ran; all of it where that is less.</returns>
    public StrategyResult Add(StrategyResult now)
    {
        if (_newest is null || now.Elapsed > _newest.Elapsed)
            _looks.Enqueue(_newest = now);
        // The oldest may go as soon as the one after it is old enough.
        while (_looks.Count > 2 && _newest.Elapsed - _looks.ElementAt(1).Elapsed >= Span)
            _looks.Dequeue();
        StrategyResult oldest = _looks.Peek();
        return ReferenceEquals(oldest, _newest) ? now : _newest.Since(oldest);
    }
}
