using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Rounds;

/// <summary>A page that could, at some moment of the round, not be read: SIGBUS to who accessed it.</summary>
/// <param name="Offset">Byte offset in the region.</param>
/// <param name="Slot">The slot that could not be read, the first time.</param>
/// <param name="LostUpdates">Its updates, if it could not be read in the end either; else 0.</param>
/// <param name="Causes">The events that the oracle recorded on the page; null without one.</param>
/// <param name="IsInjected">
/// Whether each of its failed accesses was failed on purpose, and the page could be read in the end. Such a page is no
/// loss.
/// </param>
internal readonly record struct ReadFailureFinding(
    long Offset,
    uint Slot,
    long LostUpdates,
    LossCauses? Causes,
    bool IsInjected = false
) : IFinding
{
    public bool IsDefect => Causes is { Total: 0 } && !IsInjected;
}
