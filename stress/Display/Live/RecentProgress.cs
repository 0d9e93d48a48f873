using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Display.Live;

/// <summary>
/// The last seconds of one strategy's own rounds, so that strategies that take turns are comparable: while another one
/// has its turn, they stay as they were.
/// </summary>
internal sealed class RecentProgress
{
    /// <summary>How much of <see cref="StrategyProgress.Worked"/> is recent, at least where there is so much.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly Queue<StrategyProgress> _looks = new();
    private StrategyProgress? _newest;

    /// <summary>Another look at the strategy, not before the last one.</summary>
    /// <returns>What happened in the last seconds that its workers ran; all of it where that is less.</returns>
    public StrategyProgress Add(StrategyProgress now)
    {
        if (_newest is null || now.Worked > _newest.Worked)
            _looks.Enqueue(_newest = now);
        // The oldest may go as soon as the one after it is old enough.
        while (_looks.Count > 2 && _newest.Worked - _looks.ElementAt(1).Worked >= Span)
            _looks.Dequeue();
        StrategyProgress oldest = _looks.Peek();
        return ReferenceEquals(oldest, _newest) ? now : _newest.Since(oldest);
    }
}
