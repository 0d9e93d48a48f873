using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Rounds;

/// <summary>A page whose counter is not what its workers made of it.</summary>
/// <param name="Offset">Byte offset in the region.</param>
/// <param name="Expected">Additions that the workers did.</param>
/// <param name="Foretold">Updates that the oracle saw being overwritten; null without one.</param>
/// <param name="Causes">The events that the oracle recorded on the page; null without one.</param>
internal readonly record struct PageFinding(long Offset, long Expected, long Got, long? Foretold, LossCauses? Causes)
    : IFinding
{
    /// <summary>By how much the counter is too low; negative if it is too high.</summary>
    public long Lost => Expected - Got;

    /// <summary>
    /// Updates that are lost: the missing ones; or all of the page's, if the counter is one that they cannot have made, so
    /// that nothing is left of it.
    /// </summary>
    public long LostUpdates => Got >= 0 && Got <= Expected ? Lost : Expected;

    /// <summary>Whether counter and oracle say different things, which is a defect of this program.</summary>
    public bool IsDisagreement => Foretold is { } foretold && Lost != foretold;

    public bool IsDefect => IsDisagreement || (Lost != 0 && Causes is { Total: 0 });
}
