namespace SwapStress.Primitives;

/// <summary>
/// A swap entry (<c>swp_entry_t</c>): the slot of the one swap device. Slot 0 is the device's header page and is
/// never given out.
/// </summary>
/// <param name="Slot">The page-sized slot on the device.</param>
public readonly record struct SwapEntry(uint Slot)
{
    /// <inheritdoc/>
    public override string ToString() => $"E{Slot}";
}
