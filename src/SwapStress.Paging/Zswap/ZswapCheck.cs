using SwapStress.Paging.Swap;

namespace SwapStress.Paging.Zswap;

/// <summary>Accounts for every entry and object of zswap; part of <see cref="QuiescentCheck"/>.</summary>
internal static class ZswapCheck
{
    public static void Run(ZswapCache zswap, SwapMap map, Action<string> report)
    {
        var ofTree = new HashSet<int>();
        long sameFilled = 0;
        for (uint slot = 0; slot < zswap.Tree.SlotCount; slot++)
        {
            int number = zswap.Tree.Peek(slot);
            if (number == ZswapEntries.None)
                continue;
            ref ZswapEntry entry = ref zswap.Entries[number];
            if (!ofTree.Add(number))
                report($"zswap entry {number} is found for slot {slot} and for another one");
            if (entry.Slot != slot)
                report($"zswap entry {number} of slot {slot} says slot {entry.Slot}");
            if (map.Read(slot).IsFree)
                report($"slot {slot} is free and has a zswap entry");
            if (entry.References != 1)
                report($"zswap entry {number} of slot {slot} has {entry.References} references, 1 is accounted for");
            sameFilled += entry.Length == 0 ? 1 : 0;
            if (entry.IsListed == (entry.Length == 0))
                report(
                    $"zswap entry {number} of slot {slot}, {entry.Length} bytes, is {(entry.IsListed ? "" : "not ")}on the LRU"
                );
        }
        IReadOnlyList<int> byAge = zswap.Entries.ByAge();
        foreach (int number in byAge.Where(number => !ofTree.Contains(number)))
            report($"zswap entry {number} is on the LRU, and no slot has it");
        Compare("LRU", byAge.Count, ofTree.Count - sameFilled);
        Compare("entries in use", zswap.Entries.CountUsed(), ofTree.Count);
        Compare("pool objects", zswap.Pool.Statistics().Sum(sizes => sizes.ObjectsInUse), ofTree.Count - sameFilled);
        Compare("stored_pages", zswap.Counters.StoredPages, ofTree.Count);
        Compare("same_filled_pages", zswap.Counters.SameFilledPages, sameFilled);
        foreach (string violation in zswap.Pool.CheckIntegrity())
            report($"zswap pool: {violation}");

        void Compare(string what, long counted, long found)
        {
            if (counted != found)
                report($"zswap: {what} is {counted}, the slots give {found}");
        }
    }
}
