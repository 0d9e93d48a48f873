namespace SwapStress.Store.Zram;

/// <summary>Checks what recompression and writeback left in a device; see <see cref="ZramDevice.CheckIntegrity"/>.</summary>
internal static unsafe class ZramProcessingIntegrity
{
    public static void Check(ZramDevice device, List<string> violations)
    {
        BackingBlocks? blocks = device.Backing;
        HashSet<uint> owned = [];
        for (uint slot = 0; slot < device.SlotCount; slot++)
        {
            ZramSlot* entry = device.Slots + slot;
            if (entry->IsMarked)
                violations.Add($"slot {slot}: marked for writeback, and nobody writes");
            if (entry->Priority > device.Secondaries.Count || (entry->Priority != 0 && !entry->HasPlainObject))
                violations.Add($"slot {slot}: algorithm {entry->Priority}, of {device.Secondaries.Count} for objects");
            if (!entry->IsWrittenBack)
            {
                if ((entry->IsIdle || entry->IsIncompressible) && !entry->HasPlainObject)
                    violations.Add($"slot {slot}: idle or incompressible without an object");
                continue;
            }
            if (entry->IsSame || entry->IsHuge || entry->IsIdle || entry->Length != 0)
                violations.Add($"slot {slot}: written back, and something else too");
            uint block = entry->Block;
            if (blocks is null || block == 0 || block >= blocks.Count)
                violations.Add($"slot {slot}: there is no block {block}");
            else if (!owned.Add(block))
                violations.Add($"slot {slot}: block {block} is another slot's too");
        }
        if (blocks is null)
            return;

        for (uint block = 1; block < blocks.Count; block++)
        {
            int users = blocks.UsersOf(block);
            if (users != (owned.Contains(block) ? 1 : 0))
                violations.Add($"block {block}: {users} users, {(owned.Contains(block) ? "one slot" : "no slot")}");
        }
        if (blocks.Stat.Count != owned.Count)
            violations.Add($"device: bd_count is {blocks.Stat.Count}, the slots give {owned.Count}");
    }
}
