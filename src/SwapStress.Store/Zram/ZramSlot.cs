using System.Runtime.InteropServices;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Zram;

/// <summary>
/// One slot of the device's table (<c>struct zram_table_entry</c>): 16 bytes of native memory.
/// <code>
///  word 0: lock      words 2, 3: handle, the repeated word, or the backing block
/// +---------------+ +-----------------------------------------------------------+
/// | 31          0 | | 63                                                      0 |
/// +---------------+ +-----------------------------------------------------------+
///  word 1: flags and length
/// +----+------+------+---------+------+--------+------+------+------+--------+
/// | wb | idle | mark | incompr | prio | 25  19 | over | huge | same | length |
/// +----+------+------+---------+------+--------+------+------+------+--------+
/// </code>
/// A slot without data has neither length nor flag. All but the lock belongs to the lock. Whatever installs or frees
/// data starts the flags anew.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZramSlot
{
    private const int LengthBits = 16;
    private const uint LengthMask = (1u << LengthBits) - 1;
    private const uint SameFlag = 1u << LengthBits;
    private const uint HugeFlag = SameFlag << 1;
    private const uint OverrunFlag = HugeFlag << 1;
    private const uint WrittenBackFlag = 1u << 31;
    private const uint IdleFlag = WrittenBackFlag >> 1;
    private const uint MarkedFlag = IdleFlag >> 1;
    private const uint IncompressibleFlag = MarkedFlag >> 1;
    private const int PriorityBits = 2;
    private const int PriorityShift = 26;
    private const uint PriorityMask = ((1u << PriorityBits) - 1) << PriorityShift;

    /// <summary>The most secondary algorithms that the priority can tell apart (<c>ZRAM_MAX_COMPS</c> - 1).</summary>
    public const int PriorityMax = (1 << PriorityBits) - 1;

    /// <summary>The lock's word (ZRAM_LOCK).</summary>
    public int Lock;
    private uint _state;
    private ulong _content;

    /// <summary>Whether the slot has data (<c>zram_allocated</c>).</summary>
    public readonly bool IsAllocated => _state != 0;

    /// <summary>Whether the page is one repeated word (ZRAM_SAME).</summary>
    public readonly bool IsSame => (_state & SameFlag) != 0;

    /// <summary>Whether the page is stored as it is (ZRAM_HUGE).</summary>
    public readonly bool IsHuge => (_state & HugeFlag) != 0;

    /// <summary>Whether the blob is longer than its object, and lies in the neighbours as well.</summary>
    public readonly bool IsOverrun => (_state & OverrunFlag) != 0;

    /// <summary>Whether the page is in the backing device (ZRAM_WB).</summary>
    public readonly bool IsWrittenBack => (_state & WrittenBackFlag) != 0;

    /// <summary>Whether nobody has read or written the page since slots were marked idle (ZRAM_IDLE).</summary>
    public readonly bool IsIdle => (_state & IdleFlag) != 0;

    /// <summary>
    /// Whether a writeback has a copy of the page in hand, and nobody has freed, written or read the slot since
    /// (ZRAM_PP_SLOT).
    /// </summary>
    public readonly bool IsMarked => (_state & MarkedFlag) != 0;

    /// <summary>Whether no secondary algorithm makes the object's size class smaller (ZRAM_INCOMPRESSIBLE).</summary>
    public readonly bool IsIncompressible => (_state & IncompressibleFlag) != 0;

    /// <summary>Which algorithm compressed the object: 0 the primary one, else that secondary one, from 1.</summary>
    public readonly int Priority => (int)((_state & PriorityMask) >> PriorityShift);

    /// <summary>Whether a read has more to do than to decompress: a flag to clear, or a block to read.</summary>
    public readonly bool NeedsMoreThanDecompression => (_state & (WrittenBackFlag | IdleFlag | MarkedFlag)) != 0;

    /// <summary>Whether the slot holds an object that post-processing may look at; a hint where the lock is not held.</summary>
    public readonly bool HasPlainObject => (_state & LengthMask) != 0 && (_state & OverrunFlag) == 0;

    /// <summary>The block of a page that is in the backing device.</summary>
    public readonly uint Block => (uint)_content;

    /// <summary>Bytes stored; 0 for none, for a repeated word and in the backing device.</summary>
    public readonly int Length => (int)(_state & LengthMask);

    /// <summary>The repeated word of such a page.</summary>
    public readonly ulong SameWord => _content;

    /// <summary>The object; none for a slot without data, of a repeated word, or written back.</summary>
    public readonly ZsHandle Handle => Length == 0 ? ZsHandle.None : new ZsHandle((nint)_content);

    /// <summary>The object at some moment, for who does not hold the lock: for ghost state, which only compares it.</summary>
    public readonly ZsHandle PeekHandle()
    {
        ulong content;
        uint state;
        do
        {
            state = Volatile.Read(in _state);
            content = Volatile.Read(in _content);
            Volatile.ReadBarrier();
        } while (_state != state);
        return (state & LengthMask) == 0 ? ZsHandle.None : new ZsHandle((nint)content);
    }

    /// <summary>Forgets the data.</summary>
    public void Clear()
    {
        _state = 0;
        _content = 0;
    }

    /// <summary>Installs a repeated word.</summary>
    public void SetSame(ulong word)
    {
        _state = SameFlag;
        _content = word;
    }

    /// <summary>Installs an object.</summary>
    public void SetObject(ZsHandle handle, int length, bool isHuge, bool isOverrun)
    {
        _state = (uint)length | (isHuge ? HugeFlag : 0) | (isOverrun ? OverrunFlag : 0);
        _content = (ulong)handle.Address;
    }

    /// <summary>Installs a block of the backing device.</summary>
    public void SetWrittenBack(uint block)
    {
        _state = WrittenBackFlag;
        _content = block;
    }

    /// <summary>Notes which algorithm compressed the object.</summary>
    /// <param name="priority">1 to <see cref="PriorityMax"/>.</param>
    public void SetPriority(int priority) => _state = (_state & ~PriorityMask) | ((uint)priority << PriorityShift);

    /// <summary>Marks an object idle.</summary>
    public void SetIdle() => _state |= IdleFlag;

    /// <summary>Marks an object that a writeback has copied.</summary>
    public void SetMarked() => _state |= MarkedFlag;

    /// <summary>Notes that no secondary algorithm helps.</summary>
    public void SetIncompressible() => _state |= IncompressibleFlag;

    /// <summary>The page was accessed (<c>zram_accessed</c>): it is not idle, and a copy in hand is given up.</summary>
    public void SetAccessed() => _state &= ~(IdleFlag | MarkedFlag);
}
