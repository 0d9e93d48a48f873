namespace SwapStress.Store.Zram;

/// <summary>Bytes that a device takes beside the pages of its pool, which <c>mem_used_total</c> counts.</summary>
/// <param name="SlotTableBytes">The table: 16 bytes for each slot, used or not.</param>
/// <param name="ChecksumBytes">The checksums: 4 bytes for each slot, if the device keeps them.</param>
/// <param name="HandleBytes">The words that name objects, in pieces of a kilobyte.</param>
/// <param name="ZspageHeadBytes">The descriptors of the pages of zspages, which hold their heads.</param>
public readonly record struct ZramMetadata(
    long SlotTableBytes,
    long ChecksumBytes,
    long HandleBytes,
    long ZspageHeadBytes
)
{
    /// <summary>All of it.</summary>
    public long TotalBytes => SlotTableBytes + ChecksumBytes + HandleBytes + ZspageHeadBytes;
}
