using SwapStress.Primitives;

namespace SwapStress.Store.Zsmalloc;

/// <summary>How objects of one size are laid out (kernel: <c>calculate_zspage_chain_size</c>).</summary>
/// <param name="SizeBytes">Bytes of an object, its handle included.</param>
/// <param name="PagesPerZspage">Pages of one zspage: those that waste least.</param>
/// <param name="ObjectsPerZspage">Objects that one zspage holds.</param>
public readonly record struct SizeClassGeometry(int SizeBytes, int PagesPerZspage, int ObjectsPerZspage)
{
    /// <summary>
    /// Whether each page holds one object only. Such an object has no room for a handle beside it and needs none
    /// there: the zspage keeps it.
    /// </summary>
    public bool IsHuge => PagesPerZspage == 1 && ObjectsPerZspage == 1;

    /// <summary>Bytes at the end of a zspage that no object uses.</summary>
    public int WasteBytes => (PagesPerZspage * PageSize.Bytes) - (ObjectsPerZspage * SizeBytes);

    /// <summary>The layout for objects of a size: the fewest pages among those that leave the least remainder.</summary>
    public static SizeClassGeometry For(int sizeBytes, int chainPagesMax)
    {
        int pages = 1;
        int leastWaste = int.MaxValue;
        for (int i = 1; i <= chainPagesMax; i++)
        {
            int waste = i * PageSize.Bytes % sizeBytes;
            if (waste >= leastWaste)
                continue;
            leastWaste = waste;
            pages = i;
        }
        return new SizeClassGeometry(sizeBytes, pages, pages * PageSize.Bytes / sizeBytes);
    }
}
