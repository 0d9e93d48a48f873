namespace SwapStress.Primitives;

/// <summary>
/// One byte of the swap map (kernel 6.6, <c>include/linux/swap.h</c>).
/// <code>
///   7            6            5        0
/// +------------+------------+----------+
/// | continued  | HAS_CACHE  | count    |
/// +------------+------------+----------+
/// </code>
/// The count says how many PTEs hold the entry; 0x3f marks a bad slot. HAS_CACHE says that the swap cache, or a
/// swap-in that skips it (<c>swapcache_prepare</c>), uses the slot. A byte of zero is a free slot. No count here
/// can exceed one mapping a page, so the continuation bit is never set; it is decoded to be checked against.
/// </summary>
public readonly struct SwapMapByte : IEquatable<SwapMapByte>
{
    /// <summary>Largest count a byte holds (<c>SWAP_MAP_MAX</c>).</summary>
    public const byte CountMax = 0x3e;

    /// <summary>A slot that may not be used (<c>SWAP_MAP_BAD</c>).</summary>
    public const byte Bad = 0x3f;

    /// <summary>The swap cache holds the slot (<c>SWAP_HAS_CACHE</c>).</summary>
    public const byte HasCacheFlag = 0x40;

    /// <summary>The count continues elsewhere (<c>COUNT_CONTINUED</c>).</summary>
    public const byte ContinuedFlag = 0x80;

    /// <summary>The raw byte.</summary>
    public byte Value { get; }

    /// <summary>Wraps a raw byte.</summary>
    public SwapMapByte(byte value) => Value = value;

    /// <summary>PTEs that hold the entry.</summary>
    public int Count => Value & ~(HasCacheFlag | ContinuedFlag) & 0xff;

    /// <summary>Whether the swap cache, or a pinned swap-in, holds the slot.</summary>
    public bool HasCache => (Value & HasCacheFlag) != 0;

    /// <summary>Whether the slot may not be used.</summary>
    public bool IsBad => Count == Bad;

    /// <summary>Whether nobody uses the slot.</summary>
    public bool IsFree => Value == 0;

    /// <inheritdoc/>
    public bool Equals(SwapMapByte other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SwapMapByte other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value;

    /// <summary>Equality of bits.</summary>
    public static bool operator ==(SwapMapByte left, SwapMapByte right) => left.Value == right.Value;

    /// <summary>Inequality of bits.</summary>
    public static bool operator !=(SwapMapByte left, SwapMapByte right) => left.Value != right.Value;

    /// <inheritdoc/>
    public override string ToString() =>
        IsFree ? "free"
        : IsBad ? "bad"
        : $"count {Count}{(HasCache ? "+cache" : "")}";
}
