namespace SwapStress.Harness.Rounds;

/// <summary>A page whose counter is not what its workers made of it.</summary>
/// <param name="Offset">Byte offset in the region.</param>
/// <param name="Expected">Additions that the workers did.</param>
/// <param name="Got">The counter.</param>
/// <param name="Foretold">Updates that the oracle saw being overwritten.</param>
public readonly record struct PageFinding(long Offset, long Expected, long Got, long Foretold)
{
    /// <summary>Updates missing; negative if the counter is too high.</summary>
    public long Lost => Expected - Got;

    /// <summary>Whether counter and oracle say different things, which is a defect of this program.</summary>
    public bool IsDisagreement => Lost != Foretold;
}

/// <summary>A page that held, at some moment of the round, something else than was written to it.</summary>
/// <param name="Offset">Byte offset in the region.</param>
/// <param name="Expected">Its stamp.</param>
/// <param name="Got">What was read instead; equal to the stamp if only the body was wrong.</param>
public readonly record struct MisloadFinding(long Offset, ulong Expected, ulong Got);
