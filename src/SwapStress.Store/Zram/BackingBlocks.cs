using SwapStress.Primitives.Memory;

namespace SwapStress.Store.Zram;

/// <summary>
/// Which blocks of a backing device are in use (<c>zram-&gt;bitmap</c>), and the I/O to them with the counters of
/// <c>bd_stat</c>.
/// </summary>
/// <remarks>
/// In place of the kernel's bit each block has a count: one for the slot whose page it holds, and one for each read under
/// way. A read runs without the slot's lock, and the slot may be freed meanwhile; the block is not given to another
/// page before that read is done. In the kernel it can be, and the read then returns that page.
/// </remarks>
internal sealed unsafe class BackingBlocks : IDisposable
{
    private readonly BackingDevice _device;
    private readonly NativeBlock _memory;
    private readonly int* _users;

    /// <summary>Where the search for a free block begins; only one writeback runs at a time.</summary>
    private uint _next = 1;
    private long _used;
    private long _reads;
    private long _writes;

    public BackingBlocks(BackingDevice device)
    {
        _device = device;
        _memory = new NativeBlock((nuint)device.BlockCount * sizeof(int));
        _users = (int*)_memory.Start;
    }

    public ZramBdStat Stat => new(Volatile.Read(ref _used), Volatile.Read(ref _reads), Volatile.Read(ref _writes));

    /// <summary>Slots and reads that use a block; for checks.</summary>
    public int UsersOf(uint block) => Volatile.Read(ref _users[block]);

    /// <summary>Blocks, block 0 included.</summary>
    public uint Count => _device.BlockCount;

    /// <summary>Takes a free block (<c>alloc_block_bdev</c>). One thread at a time.</summary>
    /// <returns>The block, or 0 when all are in use.</returns>
    public uint TryTake()
    {
        uint last = _device.BlockCount - 1;
        if (Volatile.Read(ref _used) == last)
            return 0;
        for (uint i = 0; i < last; i++)
        {
            uint block = _next;
            _next = block == last ? 1 : block + 1;
            // Others only give blocks back, so what is seen free stays free.
            if (Volatile.Read(ref _users[block]) != 0)
                continue;
            Interlocked.Increment(ref _used);
            Volatile.Write(ref _users[block], 1);
            return block;
        }
        return 0;
    }

    /// <summary>Keeps a slot's block for a read. The slot's lock is held, so the slot still has it.</summary>
    public void Hold(uint block) => Interlocked.Increment(ref _users[block]);

    /// <summary>Gives a block up, as its slot or as a read; the last one frees it (<c>free_block_bdev</c>).</summary>
    public void Release(uint block)
    {
        if (Interlocked.Decrement(ref _users[block]) == 0)
            Interlocked.Decrement(ref _used);
    }

    /// <summary>Reads a block that the caller holds.</summary>
    /// <returns>Whether it could be read.</returns>
    public bool TryRead(uint block, Span<byte> page)
    {
        Interlocked.Increment(ref _reads);
        try
        {
            _device.Read(block, page);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Writes a block that the caller has taken.</summary>
    /// <returns>Whether it could be written.</returns>
    public bool TryWrite(uint block, ReadOnlySpan<byte> page)
    {
        try
        {
            _device.Write(block, page);
        }
        catch (IOException)
        {
            return false;
        }
        Interlocked.Increment(ref _writes);
        return true;
    }

    /// <summary>Zeroes the counts of reads and writes.</summary>
    public void ResetCounters() => _reads = _writes = 0;

    public void Dispose()
    {
        _memory.Dispose();
        _device.Dispose();
    }
}
