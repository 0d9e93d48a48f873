using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Testing;

/// <summary>A backing device in memory, where a test can stop or fail each read and write.</summary>
internal sealed class FakeBacking(uint blockCount) : BackingDevice(blockCount)
{
    private readonly byte[] _bytes = new byte[blockCount * PageSize.Bytes];

    /// <summary>Called before a block is read; may throw.</summary>
    public Action<uint>? Reading { get; set; }

    /// <summary>Called before a block is written; may throw.</summary>
    public Action<uint>? Writing { get; set; }

    public override void Read(uint block, Span<byte> page)
    {
        Reading?.Invoke(block);
        Bytes(block).CopyTo(page);
    }

    public override void Write(uint block, ReadOnlySpan<byte> page)
    {
        Writing?.Invoke(block);
        page.CopyTo(Bytes(block));
    }

    /// <summary>What a block holds, for a test that damages it.</summary>
    public Span<byte> Bytes(uint block) => _bytes.AsSpan((int)block * PageSize.Bytes, PageSize.Bytes);
}
