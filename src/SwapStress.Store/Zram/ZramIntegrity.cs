using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zram;

/// <summary>Checks a device against its pool; see <see cref="ZramDevice.CheckIntegrity"/>.</summary>
internal static unsafe class ZramIntegrity
{
    public static IReadOnlyList<string> Check(ZramDevice device)
    {
        List<string> violations = [.. device.Pool.CheckIntegrity()];
        HashSet<nint> unclaimed = device.Pool.CollectLive();
        long stored = 0;
        long same = 0;
        long huge = 0;
        long bytes = 0;
        for (uint slot = 0; slot < device.SlotCount; slot++)
        {
            ZramSlot* entry = device.Slots + slot;
            if (LockWord.IsHeld(&entry->Lock))
                violations.Add($"slot {slot}: locked");
            if (!entry->IsAllocated)
                continue;
            stored++;
            if (entry->IsSame)
            {
                same++;
                continue;
            }
            if (entry->IsWrittenBack)
                continue;
            bytes += entry->Length;
            if (entry->IsHuge)
                huge++;
            if (entry->IsHuge != (entry->Length == PageSize.Bytes))
                violations.Add($"slot {slot}: huge flag and length {entry->Length} disagree");
            if (!unclaimed.Remove(entry->Handle.Address))
                violations.Add($"slot {slot}: its object is not live, or is another slot's too");
            else if (device.Pool.Fits(entry->Handle, entry->Length) == entry->IsOverrun)
                violations.Add(
                    $"slot {slot}: {entry->Length} bytes {(entry->IsOverrun ? "fit its object, and it says overrun" : "do not fit its object")}"
                );
        }
        if (unclaimed.Count != 0)
            violations.Add($"device: {unclaimed.Count} objects belong to no slot");

        ZramProcessingIntegrity.Check(device, violations);

        PerProcessorCounters<StoredCounter> counters = device.Counters.Stored;
        Compare("pages_stored", counters.Read(StoredCounter.PagesStored), stored);
        Compare("same_pages", counters.Read(StoredCounter.SamePages), same);
        Compare("huge_pages", counters.Read(StoredCounter.HugePages), huge);
        Compare("compr_data_size", counters.Read(StoredCounter.ComprDataSize), bytes);
        return violations;

        void Compare(string counter, long counted, long found)
        {
            if (counted != found)
                violations.Add($"device: {counter} is {counted}, the slots give {found}");
        }
    }
}
