using FsCheck;
using FsCheck.Fluent;
using SwapStress.Paging.Swap;
using SwapStress.Primitives;

namespace SwapStress.Paging.Tests.Swap;

/// <summary>The swap map and the allocator against a naive reference: a dictionary of counts and flags.</summary>
public sealed class SwapMapModelTests
{
    private const uint SlotCount = 600;

    [Theory]
    [InlineData(SlotScan.PerCpu)]
    [InlineData(SlotScan.Global)]
    public void Any_sequence_of_operations_agrees_with_the_reference(SlotScan scan)
    {
        Gen<(int Operation, int Choice)[]> operations = Gen.Choose(0, 5).Zip(Gen.Choose(0, 10_000)).ArrayOf(400);
        // A failure prints the seed and the shrunk sequence.
        Prop.ForAll(operations.ToArbitrary(), sequence => Agree(sequence, scan))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private static bool Agree((int Operation, int Choice)[] operations, SlotScan scan)
    {
        using var map = new SwapMap(SlotCount);
        var allocator = new SlotAllocator(map, scan);
        var reference = new SortedDictionary<uint, (int Count, bool Cache)>();
        Span<uint> one = stackalloc uint[1];
        foreach ((int operation, int choice) in operations)
        {
            uint slot = Pick(reference, choice);
            (int count, bool cache) = reference.GetValueOrDefault(slot);
            switch (operation)
            {
                case 0 or 1:
                    int taken = allocator.Allocate(choice & (PerProcessor.Count - 1), one);
                    if (taken != (reference.Count < SlotCount - 1 ? 1 : 0))
                        return false;
                    if (taken == 1 && !reference.TryAdd(one[0], (0, true)))
                        return false;
                    break;
                case 2:
                    bool mayDuplicate = (count > 0 || cache) && count < SwapMapByte.CountMax;
                    if (map.TryDuplicate(slot) != mayDuplicate)
                        return false;
                    if (mayDuplicate)
                        reference[slot] = (count + 1, cache);
                    break;
                case 3:
                    PrepareResult expected =
                        cache ? PrepareResult.Exists
                        : count == 0 ? PrepareResult.NoEntry
                        : PrepareResult.Prepared;
                    if (map.Prepare(slot) != expected)
                        return false;
                    if (expected == PrepareResult.Prepared)
                        reference[slot] = (count, true);
                    break;
                case 4 when count > 0:
                    Drop(map, allocator, reference, slot, 1, (count - 1, cache));
                    break;
                case 5 when cache:
                    Drop(map, allocator, reference, slot, SwapMapByte.HasCacheFlag, (count, false));
                    break;
            }
        }
        for (uint slot = 1; slot < SlotCount; slot++)
        {
            (int count, bool cache) = reference.GetValueOrDefault(slot);
            SwapMapByte use = map.Read(slot);
            if (use.Count != count || use.HasCache != cache)
                return false;
        }
        var violations = new List<string>();
        allocator.Check(violations);
        return violations.Count == 0 && allocator.FreeSlots == SlotCount - 1 - reference.Count;
    }

    private static void Drop(
        SwapMap map,
        SlotAllocator allocator,
        SortedDictionary<uint, (int Count, bool Cache)> reference,
        uint slot,
        byte what,
        (int Count, bool Cache) left
    )
    {
        bool last = map.DropUse(slot, what);
        if (last != (left == default))
            throw new InvalidOperationException($"Dropping {what} of slot {slot} left {left}, and said {last}.");
        if (last)
        {
            allocator.Free([slot]);
            reference.Remove(slot);
        }
        else
        {
            reference[slot] = left;
        }
    }

    /// <summary>Mostly a slot in use, sometimes any.</summary>
    private static uint Pick(SortedDictionary<uint, (int Count, bool Cache)> reference, int choice) =>
        reference.Count == 0 || choice % 8 == 0
            ? (uint)(1 + (choice % (SlotCount - 1)))
            : reference.Keys.ElementAt(choice % reference.Count);
}
