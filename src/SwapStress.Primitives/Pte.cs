using System.Runtime.CompilerServices;

namespace SwapStress.Primitives;

/// <summary>What a page-table entry holds.</summary>
public enum PteKind
{
    /// <summary>Nothing was ever mapped here, or it was zapped (<c>pte_none</c>).</summary>
    None = 0,

    /// <summary>A mapped frame (<c>pte_present</c>).</summary>
    Present = 1,

    /// <summary>A swap entry (<c>is_swap_pte</c>).</summary>
    Swap = 2,

    /// <summary>
    /// A swap-in is under way into a locked folio, which the entry names, as a migration entry names its page. Only
    /// the strategy pte-marker makes them.
    /// </summary>
    SwapIn = 3,
}

/// <summary>
/// A page-table entry: one 64-bit word that is read without a lock and changed by compare-and-swap.
/// <code>
///  63            32 31    28 27            8 7    5  4      3      2      1  0
/// +----------------+--------+---------------+------+------+------+------+------+
/// | frame or slot  | unused | pins          | excl |young | dirty|write | kind |
/// +----------------+--------+---------------+------+------+------+------+------+
/// </code>
/// A swap entry has only the slot, the kind and "excl": the page was this mapping's alone when it was unmapped.
/// The pins stand for TLB entries in use: an access holds one from its translation to its last byte, and a PTE
/// is unmapped only while it has none, as after a TLB flush.
/// </summary>
/// <remarks>
/// Two entries are the same when their bits are (<c>pte_same</c>). Nothing else takes part in that decision; in
/// particular there is no generation count, because the kernel has none.
/// </remarks>
public readonly struct Pte : IEquatable<Pte>
{
    private const int KindBits = 2;
    private const int PinShift = 8;
    private const int PinBits = 20;
    private const int PayloadShift = 32;

    private const ulong KindMask = (1UL << KindBits) - 1;
    private const ulong WritableBit = 1UL << 2;
    private const ulong DirtyBit = 1UL << 3;
    private const ulong YoungBit = 1UL << 4;
    private const ulong SwapExclusiveBit = 1UL << 5;
    private const ulong PinMask = ((1UL << PinBits) - 1) << PinShift;

    /// <summary>Pins one word can count: more than the threads a process can have.</summary>
    public const int PinsMax = (1 << PinBits) - 1;

    /// <summary>What one pin adds to the word; dropping a pin subtracts it.</summary>
    public const ulong PinUnit = 1UL << PinShift;

    /// <summary>The bits an access sets besides its pin: the page was used, and written.</summary>
    public const ulong AccessedForWrite = YoungBit | DirtyBit;

    /// <summary>The bit that a read access sets besides its pin.</summary>
    public const ulong AccessedForRead = YoungBit;

    /// <summary>The raw word.</summary>
    public ulong Word { get; }

    /// <summary>Wraps a raw word.</summary>
    public Pte(ulong word) => Word = word;

    /// <summary>The empty entry (<c>pte_none</c>).</summary>
    public static Pte None => default;

    /// <summary>What this entry holds.</summary>
    public PteKind Kind => (PteKind)(Word & KindMask);

    /// <summary>Whether nothing is mapped here.</summary>
    public bool IsNone => Word == 0;

    /// <summary>Whether a frame is mapped here.</summary>
    public bool IsPresent => (Word & KindMask) == (ulong)PteKind.Present;

    /// <summary>Whether the page is in swap.</summary>
    public bool IsSwap => (Word & KindMask) == (ulong)PteKind.Swap;

    /// <summary>Whether a swap-in that left its mark here is under way.</summary>
    public bool IsSwapIn => (Word & KindMask) == (ulong)PteKind.SwapIn;

    /// <summary>Whether the frame is mapped and may be written.</summary>
    public bool IsPresentWritable => (Word & (KindMask | WritableBit)) == ((ulong)PteKind.Present | WritableBit);

    /// <summary>Whether writes through this entry are allowed.</summary>
    public bool IsWritable => (Word & WritableBit) != 0;

    /// <summary>Whether the page was written through this entry.</summary>
    public bool IsDirty => (Word & DirtyBit) != 0;

    /// <summary>Whether the page was used through this entry since the bit was last cleared.</summary>
    public bool IsYoung => (Word & YoungBit) != 0;

    /// <summary>Whether a swapped page was exclusive to this mapping when it was unmapped (<c>pte_swp_exclusive</c>).</summary>
    public bool IsSwapExclusive => (Word & SwapExclusiveBit) != 0;

    /// <summary>Accesses that are using the translation right now.</summary>
    public int Pins => (int)((Word & PinMask) >> PinShift);

    /// <summary>The mapped frame, or the one being read into; meaningful when <see cref="IsPresent"/> or <see cref="IsSwapIn"/>.</summary>
    public int Frame => (int)(Word >> PayloadShift);

    /// <summary>The swap entry; meaningful only when <see cref="IsSwap"/>.</summary>
    public SwapEntry Entry => new((uint)(Word >> PayloadShift));

    /// <summary>An entry that maps <paramref name="frame"/>, young and unpinned.</summary>
    public static Pte ForFrame(int frame, bool writable, bool dirty) =>
        new(
            ((ulong)(uint)frame << PayloadShift)
                | (ulong)PteKind.Present
                | YoungBit
                | (writable ? WritableBit : 0)
                | (dirty ? DirtyBit : 0)
        );

    /// <summary>An entry that holds a swap entry.</summary>
    /// <param name="entry">The swap entry.</param>
    /// <param name="exclusive">Whether the page was this mapping's alone (PG_anon_exclusive).</param>
    public static Pte ForSwap(SwapEntry entry, bool exclusive) =>
        new(((ulong)entry.Slot << PayloadShift) | (ulong)PteKind.Swap | (exclusive ? SwapExclusiveBit : 0));

    /// <summary>The mark of a swap-in into <paramref name="frame"/>.</summary>
    public static Pte ForSwapIn(int frame) => new(((ulong)(uint)frame << PayloadShift) | (ulong)PteKind.SwapIn);

    /// <summary>The same entry with the young bit clear.</summary>
    public Pte WithoutYoung => new(Word & ~YoungBit);

    /// <summary>The same entry made writable and dirty.</summary>
    public Pte WithWrite => new(Word | WritableBit | DirtyBit);

    /// <summary>
    /// Whether the two entries are equal, bit for bit (<c>pte_same</c>). The pins are left out: in the machine they
    /// live in the TLBs, not in the entry.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Same(Pte left, Pte right) => ((left.Word ^ right.Word) & ~PinMask) == 0;

    /// <inheritdoc/>
    public bool Equals(Pte other) => Word == other.Word;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Pte other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Word.GetHashCode();

    /// <summary>Equality of bits.</summary>
    public static bool operator ==(Pte left, Pte right) => left.Word == right.Word;

    /// <summary>Inequality of bits.</summary>
    public static bool operator !=(Pte left, Pte right) => left.Word != right.Word;

    /// <inheritdoc/>
    public override string ToString() =>
        Kind switch
        {
            PteKind.Present =>
                $"present frame {Frame}{(IsWritable ? " w" : " r")}{(IsDirty ? "d" : "")}{(IsYoung ? "y" : "")} pins {Pins}",
            PteKind.Swap => $"swap {Entry}{(IsSwapExclusive ? "" : " shared")}",
            PteKind.SwapIn => $"swap-in frame {Frame}",
            _ => IsNone ? "none" : $"invalid 0x{Word:x16}",
        };
}
