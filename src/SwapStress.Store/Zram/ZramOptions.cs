using SwapStress.Store.Compression;

namespace SwapStress.Store.Zram;

/// <summary>How a zram device is set up.</summary>
/// <param name="SlotCount">Page-sized slots (<c>disksize</c>).</param>
/// <param name="Codec">The compressor and who provides it (<c>comp_algorithm</c>).</param>
public sealed record ZramOptions(uint SlotCount, CodecChoice Codec)
{
    /// <summary>Memory the pool may take, in bytes, rounded up to pages; 0 for no limit (<c>mem_limit</c>).</summary>
    public long MemLimitBytes { get; init; }

    /// <summary>
    /// Algorithms that <see cref="ZramDevice.Recompress"/> may use, the preferred one first, at most 3
    /// (<c>recomp_algorithm</c>). Like there they are chosen before the device has data: its slots only keep a number.
    /// </summary>
    public IReadOnlyList<CodecChoice> SecondaryCodecs { get; init; } = [];

    /// <summary>
    /// Where <see cref="ZramDevice.WriteBack"/> moves pages (<c>backing_dev</c>); the device then owns it. Null for none.
    /// </summary>
    public BackingDevice? Backing { get; init; }

    /// <summary>
    /// Whether each slot has a checksum of what it stores, 4 bytes, which every read verifies: damage is then a read
    /// error. Without, a codec notices some damage and makes wrong data of other.
    /// </summary>
    public bool Checksum { get; init; }

    /// <summary>The pause after each read.</summary>
    public ReadDelay ReadDelay { get; init; } = ReadDelay.None;

    /// <summary>
    /// How many of a hundred allocations that may not wait are refused, from 0 to 100 (as <c>fail_page_alloc</c> does):
    /// those writes give their stream back, wait for memory, and compress again.
    /// </summary>
    public double AllocationFailurePercent { get; init; }

    /// <summary>How long such a write then waits for memory, in nanoseconds: what reclaim takes.</summary>
    public long AllocationWaitNs { get; init; } = AllocationWaitNsDefault;

    /// <summary>The seed of those refusals.</summary>
    public ulong FailureSeed { get; init; } = 1;

    /// <summary>A millisecond.</summary>
    public const long AllocationWaitNsDefault = 1_000_000;
}
