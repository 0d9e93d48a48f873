namespace SwapStress.Store.Zram;

/// <summary>What one pass of <see cref="ZramDevice.WriteBack"/> did.</summary>
/// <param name="Written">Pages moved to the backing device.</param>
/// <param name="Aborted">Pages that somebody freed, wrote or read while they were being written: they stay as they are.</param>
/// <param name="Failed">Pages that could not be decompressed, or not written: they stay as they were.</param>
/// <param name="IsFull">Whether the pass ended early because no block was left.</param>
public readonly record struct ZramWritebackStat(int Written, int Aborted, int Failed, bool IsFull);
