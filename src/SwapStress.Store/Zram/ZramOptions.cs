using SwapStress.Store.Compression;

namespace SwapStress.Store.Zram;

/// <summary>How a zram device is set up.</summary>
/// <param name="SlotCount">Page-sized slots (<c>disksize</c>).</param>
/// <param name="Codec">The compressor and who provides it (<c>comp_algorithm</c>).</param>
public sealed record ZramOptions(uint SlotCount, CodecChoice Codec)
{
    /// <summary>Memory the pool may take, in bytes, rounded up to pages; 0 for no limit (<c>mem_limit</c>).</summary>
    public long MemLimitBytes { get; init; }

    /// <summary>The pause after each read.</summary>
    public ReadDelay ReadDelay { get; init; } = ReadDelay.None;
}
