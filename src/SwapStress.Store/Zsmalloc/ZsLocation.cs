namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Where an object lies: the word behind a <see cref="ZsHandle"/>.
/// <code>
///  63        56 55        45 44                                  1  0
/// +------------+------------+------------------------------------+------+
/// | size class | object     | zspage address / 16                | free |
/// +------------+------------+------------------------------------+------+
/// </code>
/// The class is part of the word because it never changes: whoever frees an object learns from it which lock to
/// take, and reads the rest under that lock. A free word holds the next free word's address and the free bit.
/// </summary>
internal readonly unsafe struct ZsLocation
{
    private const int ZspageShift = 1;
    private const int ZspageBits = 44;
    private const int ObjectShift = ZspageShift + ZspageBits;
    private const int ObjectBits = 11;
    private const int ClassShift = ObjectShift + ObjectBits;
    private const int AlignmentShift = 4;

    /// <summary>Set in the word of a handle that names nothing.</summary>
    public const ulong FreeBit = 1;

    /// <summary>Objects of one zspage that the word can number.</summary>
    public const int ObjectsMax = 1 << ObjectBits;

    public ulong Word { get; }

    public ZsLocation(ulong word) => Word = word;

    public ZsLocation(int classIndex, Zspage* zspage, int objectIndex) =>
        Word =
            ((ulong)classIndex << ClassShift)
            | ((ulong)objectIndex << ObjectShift)
            | ((ulong)zspage >> AlignmentShift << ZspageShift);

    public bool IsFree => (Word & FreeBit) != 0;

    public int ClassIndex => (int)(Word >> ClassShift);

    public int ObjectIndex => (int)(Word >> ObjectShift) & (ObjectsMax - 1);

    public Zspage* Zspage => (Zspage*)(((Word >> ZspageShift) & ((1UL << ZspageBits) - 1)) << AlignmentShift);

    /// <summary>Whether an address fits the word: 48 bits, aligned to 16 bytes.</summary>
    public static bool CanHold(void* zspage) =>
        (ulong)zspage >> (ZspageBits + AlignmentShift) == 0 && ((ulong)zspage & ((1 << AlignmentShift) - 1)) == 0;
}
