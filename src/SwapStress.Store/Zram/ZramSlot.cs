using System.Runtime.InteropServices;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Zram;

/// <summary>
/// One slot of the device's table (<c>struct zram_table_entry</c>): 16 bytes of native memory.
/// <code>
///  word 0: lock      word 1: flags and length              words 2, 3: handle, or the repeated word
/// +---------------+ +--------+------+------+------+--------+ +--------------------------------------+
/// | 31          0 | | 31  19 | over | huge | same | length | | 63                                 0 |
/// +---------------+ +--------+------+------+------+--------+ +--------------------------------------+
/// </code>
/// A slot without data has neither length nor flag. All but the lock belongs to the lock.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZramSlot
{
    private const int LengthBits = 16;
    private const uint LengthMask = (1u << LengthBits) - 1;
    private const uint SameFlag = 1u << LengthBits;
    private const uint HugeFlag = SameFlag << 1;
    private const uint OverrunFlag = HugeFlag << 1;

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

    /// <summary>Bytes stored; 0 for none and for a repeated word.</summary>
    public readonly int Length => (int)(_state & LengthMask);

    /// <summary>The repeated word of such a page.</summary>
    public readonly ulong SameWord => _content;

    /// <summary>The object; none for a slot without data or of a repeated word.</summary>
    public readonly ZsHandle Handle => Length == 0 ? ZsHandle.None : new ZsHandle((nint)_content);

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
}
