using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Rounds;

/// <summary>A page that held, at some moment of the round, something else than was written to it.</summary>
/// <param name="Offset">Byte offset in the region.</param>
/// <param name="Got">What was read instead; equal to the stamp if only the body was wrong.</param>
/// <param name="Causes">The events that the oracle recorded on the page; null without one.</param>
internal readonly record struct MisloadFinding(long Offset, ulong Expected, ulong Got, LossCauses? Causes) : IFinding
{
    public bool IsDefect => Causes is { Total: 0 };
}
