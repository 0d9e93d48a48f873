namespace SwapStress.Paging.Swap;

/// <summary>Gives slots back for good: nobody uses them any more.</summary>
/// <param name="slots">Slots whose swap-map bytes are "cached, count 0".</param>
internal delegate void SlotRelease(ReadOnlySpan<uint> slots);
