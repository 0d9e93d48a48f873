namespace SwapStress.Store.Zram;

/// <summary>The columns of <c>/sys/block/zramN/bd_stat</c>, in units of 4 KiB as there.</summary>
/// <param name="Count">Blocks of the backing device in use now (<c>bd_count</c>).</param>
/// <param name="Reads">Reads of the backing device, since the device was set up or reset (<c>bd_reads</c>).</param>
/// <param name="Writes">Writes to it that succeeded (<c>bd_writes</c>).</param>
public readonly record struct ZramBdStat(long Count, long Reads, long Writes);
