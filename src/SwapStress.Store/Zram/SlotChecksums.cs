using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Zram;

/// <summary>A checksum for each slot, beside the table: who has none pays nothing. Each belongs to its slot's lock.</summary>
internal sealed unsafe class SlotChecksums(uint slotCount) : IDisposable
{
    /// <summary>Bytes that are kept for a slot.</summary>
    public const int BytesPerSlot = sizeof(uint);

    private readonly NativeBlock _block = new((nuint)slotCount * BytesPerSlot);

    /// <summary>The checksum of a slot; meaningless for one without data.</summary>
    public ref uint this[long slot] => ref ((uint*)_block.Start)[slot];

    /// <summary>Bytes of all.</summary>
    public long Bytes => (long)_block.Length;

    /// <summary>Frees them.</summary>
    public void Dispose() => _block.Dispose();
}
