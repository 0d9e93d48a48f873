namespace SwapStress.Store.Zsmalloc;

/// <summary>One line of the classes file of a pool.</summary>
/// <param name="Geometry">Size and layout.</param>
/// <param name="ZspagesByFullness">Zspages of each group: empty, below 10 … 100 percent, full, being emptied.</param>
/// <param name="ObjectsInUse">Objects allocated.</param>
/// <param name="HandleBytes">Memory of the handles' words.</param>
public sealed record SizeClassStatistics(
    SizeClassGeometry Geometry,
    IReadOnlyList<int> ZspagesByFullness,
    long ObjectsInUse,
    long HandleBytes
)
{
    /// <summary>Zspages of the class.</summary>
    public int Zspages => ZspagesByFullness.Sum();

    /// <summary>The class's number (<c>class</c>).</summary>
    public int Index => (Geometry.SizeBytes - SizeClassTable.SizeMin) / SizeClassTable.SizeStep;

    /// <summary>Objects that its zspages have room for (<c>obj_allocated</c>).</summary>
    public long ObjectsAllocated => (long)Zspages * Geometry.ObjectsPerZspage;

    /// <summary>Pages that a compaction would free (<c>freeable</c>, <c>zs_can_compact</c>).</summary>
    public long PagesFreeable =>
        (ObjectsAllocated - ObjectsInUse) / Geometry.ObjectsPerZspage * Geometry.PagesPerZspage;

    /// <summary>Pages of the class.</summary>
    public long PagesUsed => (long)Zspages * Geometry.PagesPerZspage;

    /// <summary>Bytes besides those pages: handles, and a descriptor for each page.</summary>
    public long MetadataBytes => HandleBytes + (PagesUsed * SlabPage.Bytes);

    internal static SizeClassStatistics Of(SizeClass sizeClass)
    {
        sizeClass.Lock.Enter();
        try
        {
            int[] counts = new int[FullnessGroup.Count];
            for (int group = 0; group < counts.Length; group++)
                counts[group] = sizeClass.Groups.CountOf(group);
            return new SizeClassStatistics(sizeClass.Geometry, counts, sizeClass.Handles.Live, sizeClass.Handles.Bytes);
        }
        finally
        {
            sizeClass.Lock.Exit();
        }
    }
}
