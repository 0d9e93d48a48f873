namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Groups of zspages by how much of them is in use (<c>enum fullness_group</c>): 0 is empty, 1 to 10 are less than
/// 10 … 100 percent, 11 is full. The last is of those that a compaction empties: nothing is allocated from them.
/// </summary>
internal static class FullnessGroup
{
    public const int Empty = 0;
    public const int Fullest = 10;
    public const int Full = 11;
    public const int Isolated = 12;
    public const int Count = 13;

    /// <summary>The group of a zspage (<c>get_fullness_group</c>).</summary>
    public static int For(int inUse, int objects)
    {
        if (inUse == 0)
            return Empty;
        return inUse == objects ? Full : (100 * inUse / objects / 10) + 1;
    }
}
