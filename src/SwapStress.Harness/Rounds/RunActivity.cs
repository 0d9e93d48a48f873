namespace SwapStress.Harness.Rounds;

/// <summary>
/// What has been done so far, each at least as much as a moment ago: as long as one of them rises, the run gets on. Faults
/// that are only taken again are not among them, for a livelock has those.
/// </summary>
/// <param name="Steps">Pages that workers have come to in this round.</param>
/// <param name="Faults">Faults that ended with the page mapped.</param>
/// <param name="FirstSwapOuts">Pages written, to the device or to zswap, before the workers are released.</param>
internal readonly record struct RunActivity(long Rounds, long Steps, long Faults, long FirstSwapOuts, long Pages);
