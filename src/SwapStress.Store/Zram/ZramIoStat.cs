namespace SwapStress.Store.Zram;

/// <summary>The counters of <c>io_stat</c> and <c>debug_stat</c>, since the device was set up or reset.</summary>
/// <param name="FailedReads">Reads whose blob did not decompress or was not what had been written.</param>
/// <param name="FailedWrites">Writes for which there was no memory.</param>
/// <param name="InvalidIo">Requests beyond the end, or not of one page.</param>
/// <param name="NotifyFree">Slots that swap said it needs no more.</param>
/// <param name="MissFree">Of those, the ones kept because somebody held the slot's lock.</param>
/// <param name="WriteStall">Writes that had to give their stream back to get memory, and compressed twice.</param>
/// <param name="Overruns">
/// Of those, the ones whose page had changed meanwhile, and whose second blob was longer than the object sized by the
/// first.
/// </param>
/// <param name="OverrunObjects">Objects of other slots that such a blob was written over.</param>
public readonly record struct ZramIoStat(
    long FailedReads,
    long FailedWrites,
    long InvalidIo,
    long NotifyFree,
    long MissFree,
    long WriteStall,
    long Overruns,
    long OverrunObjects
)
{
    /// <summary>Of the failed reads, those whose data had another checksum; see <see cref="ZramOptions.Checksum"/>.</summary>
    public long ChecksumErrors { get; init; }
}
