using SwapStress.Primitives;

namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// The 255 size classes, and which of them share their zspages: classes of the same pages and objects per zspage
/// are one, that of the largest size (kernel: <c>zs_create_pool</c>, <c>can_merge</c>).
/// </summary>
public sealed class SizeClassTable
{
    /// <summary>The smallest class.</summary>
    public const int SizeMin = 32;

    /// <summary>The step between classes.</summary>
    public const int SizeStep = 16;

    /// <summary>Classes before merging.</summary>
    public const int Count = ((PageSize.Bytes - SizeMin) / SizeStep) + 1;

    /// <summary>What each object pays for the handle stored with it (<c>ZS_HANDLE_SIZE</c>).</summary>
    public const int HandleBytes = sizeof(ulong);

    private readonly byte[] _merged = new byte[Count];
    private readonly SizeClassGeometry[] _geometries = new SizeClassGeometry[Count];

    /// <summary>The table for zspages of at most <paramref name="chainPagesMax"/> pages.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 4 to 16, what CONFIG_ZSMALLOC_CHAIN_SIZE allows.</exception>
    public SizeClassTable(int chainPagesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chainPagesMax, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chainPagesMax, 16);
        for (int i = Count - 1; i >= 0; i--)
        {
            SizeClassGeometry geometry = SizeClassGeometry.For(SizeMin + (i * SizeStep), chainPagesMax);
            _geometries[i] = geometry;
            bool merges =
                i + 1 < Count
                && _geometries[i + 1].PagesPerZspage == geometry.PagesPerZspage
                && _geometries[i + 1].ObjectsPerZspage == geometry.ObjectsPerZspage;
            _merged[i] = merges ? _merged[i + 1] : (byte)i;
            if (HugeObjectBytes == 0 && !geometry.IsHuge)
                HugeObjectBytes = geometry.SizeBytes - HandleBytes + 1;
        }
    }

    /// <summary>
    /// The shortest object that gets a page of its own (<c>zs_huge_class_size</c>): one byte more than what still
    /// fits, handle included, the largest class of shared pages.
    /// </summary>
    public int HugeObjectBytes { get; }

    /// <summary>The layout of a class before merging.</summary>
    public SizeClassGeometry Geometry(int index) => _geometries[index];

    /// <summary>The class that serves a class: itself, or the larger one it is merged into.</summary>
    public int Merged(int index) => _merged[index];

    /// <summary>The class that serves objects of <paramref name="length"/> bytes (<c>get_size_class_index</c>).</summary>
    /// <param name="length">1 to the size of a page.</param>
    public int IndexFor(int length)
    {
        int size = length + HandleBytes;
        int index = size <= SizeMin ? 0 : (size - SizeMin + SizeStep - 1) / SizeStep;
        return _merged[Math.Min(index, Count - 1)];
    }
}
