namespace SwapStress.Store.Zram;

/// <summary>What the selections mean for a slot that holds an object.</summary>
internal static class ZramSelections
{
    public static bool Includes(this ZramSelection selection, in ZramSlot slot) =>
        selection switch
        {
            ZramSelection.All => true,
            ZramSelection.Idle => slot.IsIdle,
            ZramSelection.Huge => slot.IsHuge,
            ZramSelection.HugeIdle => slot.IsHuge && slot.IsIdle,
            ZramSelection.Incompressible => slot.IsIncompressible,
            _ => throw new ArgumentOutOfRangeException(nameof(selection), selection, "There is no such selection."),
        };
}
