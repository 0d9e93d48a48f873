using System.Numerics;

namespace SwapStress.Paging.Ghost;

/// <summary>How a content, a page and its version, lies in a word; 0 is no content.</summary>
/// <remarks>
/// <code>
///  63                                        1   0
/// +-----------+-------------------------------+---+
/// | page (n)  | version (63 - n)              | s |
/// +-----------+-------------------------------+---+
/// </code>
/// n is what the region's pages need, so that the versions of a small region, whose pages come and go the fastest, last
/// the longest: 55 bits for 256 pages, 40 for 32 GiB, 32 for the largest region. s: zswap wrote it to a slot that was not
/// its page's any more (<see cref="Stray"/>).
/// </remarks>
internal readonly struct ContentFormat
{
    private const long StrayBit = 1;
    private const int VersionShift = 1;

    private readonly int _pageShift;

    /// <summary>The format for a region of so many pages.</summary>
    public ContentFormat(int pageCount)
    {
        // A shift by 64 would be none.
        int pageBits = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)(pageCount - 1)));
        _pageShift = 64 - pageBits;
        VersionMax = (1L << (_pageShift - VersionShift)) - 1;
    }

    /// <summary>The last version that a page can have.</summary>
    public long VersionMax { get; }

    /// <summary>A version of a page.</summary>
    public long Of(int page, long version) => (long)((ulong)page << _pageShift) | (version << VersionShift);

    /// <summary>Which page a content is of.</summary>
    public int PageOf(long content) => (int)((ulong)content >> _pageShift);

    /// <summary>Which version of its page a content is.</summary>
    public long VersionOf(long content) => (content >> VersionShift) & VersionMax;

    /// <summary>The same content, in a slot where it does not belong (<see cref="LossCause.StaleWriteback"/>).</summary>
    public static long Stray(long content) => content | StrayBit;

    /// <summary>Whether it is <see cref="Stray"/>.</summary>
    public static bool IsStray(long content) => (content & StrayBit) != 0;
}
