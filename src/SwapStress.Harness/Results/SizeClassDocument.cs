using SwapStress.Store.Zsmalloc;

namespace SwapStress.Harness.Results;

/// <summary>A size class of a pool, in columns of <c>/sys/kernel/debug/zsmalloc/*/classes</c>.</summary>
internal sealed record SizeClassDocument(
    int Class,
    int Size,
    long ObjAllocated,
    long ObjUsed,
    long PagesUsed,
    int PagesPerZspage
)
{
    /// <summary>Those in use; null where there is none.</summary>
    public static IReadOnlyList<SizeClassDocument>? From(IReadOnlyList<SizeClassStatistics> classes)
    {
        SizeClassDocument[] used = [.. classes.Where(one => one.Zspages > 0).Select(From)];
        return used.Length == 0 ? null : used;
    }

    private static SizeClassDocument From(SizeClassStatistics one) =>
        new(
            one.Index,
            one.Geometry.SizeBytes,
            one.ObjectsAllocated,
            one.ObjectsInUse,
            one.PagesUsed,
            one.Geometry.PagesPerZspage
        );
}
