using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Zram;

/// <content>What the device takes beside its data.</content>
public sealed unsafe partial class ZramDevice
{
    /// <summary>Bytes that a device keeps for each slot, used or not.</summary>
    /// <param name="checksum">Whether it keeps checksums.</param>
    public static int BytesPerSlot(bool checksum) => sizeof(ZramSlot) + (checksum ? SlotChecksums.BytesPerSlot : 0);

    /// <summary>
    /// Bytes of the structures that grow with slots and pages. What does not grow, size classes and a compression context
    /// for each processor, is left out.
    /// </summary>
    public ZramMetadata Metadata
    {
        get
        {
            IReadOnlyList<SizeClassStatistics> classes = _pool.Statistics();
            long handles = classes.Sum(c => c.HandleBytes);
            return new ZramMetadata(
                (long)SlotCount * sizeof(ZramSlot),
                _checksums?.Bytes ?? 0,
                handles,
                classes.Sum(c => c.MetadataBytes) - handles
            );
        }
    }
}
