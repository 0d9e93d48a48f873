using SwapStress.Primitives;

namespace SwapStress.Stress.SwapIn;

/// <summary>
/// The order in which the pages of a region lie in swap. It decides what a sweep finds in the caches: figures of two
/// contenders are comparable where it is the same.
/// </summary>
/// <param name="Digest">The same for the same slots in the same order.</param>
/// <param name="InOrder">The part of the pages whose slot follows that of the page before, from 0 to 1.</param>
internal readonly record struct SlotLayout(ulong Digest, double InOrder)
{
    /// <summary>The layout of pages by their slots.</summary>
    /// <param name="slotOf">The slot of each page, from page 0.</param>
    public static SlotLayout Of(IEnumerable<long> slotOf)
    {
        ulong digest = 0;
        long before = -1;
        long pages = 0;
        long inOrder = 0;
        foreach (long slot in slotOf)
        {
            digest = SplitMix64.Mix(digest ^ (ulong)slot);
            inOrder += pages > 0 && slot == before + 1 ? 1 : 0;
            before = slot;
            pages++;
        }
        return new SlotLayout(digest, pages > 1 ? (double)inOrder / (pages - 1) : 1);
    }
}
