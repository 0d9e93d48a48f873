using SwapStress.Paging.Fault;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Sync;
using SwapStress.Primitives;

namespace SwapStress.Paging.Tests;

/// <summary>The fix, with a place to stop between the PTE and the end of the pin.</summary>
internal sealed class PinHeldOpen(Action beforeClear) : SwapInSync
{
    public override string Name => "test-pin-held-open";

    public override string Summary => Name;

    public override string Source => "test";

    public override bool IsExpectedSound => true;

    internal override bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault) =>
        area.Map.Prepare(entry.Slot) == PrepareResult.Prepared;

    internal override void End(SwapArea area, SwapEntry entry)
    {
        beforeClear();
        area.ClearCacheFlag(entry);
    }
}

/// <summary>The fix, with a place to stop between the reading of the PTE and the pin.</summary>
internal sealed class StopsBeforePin(Action beforePin) : SwapInSync
{
    public override string Name => "test-stops-before-pin";

    public override string Summary => Name;

    public override string Source => "test";

    public override bool IsExpectedSound => true;

    internal override bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault)
    {
        beforePin();
        return area.Map.Prepare(entry.Slot) == PrepareResult.Prepared;
    }

    internal override void End(SwapArea area, SwapEntry entry) => area.ClearCacheFlag(entry);
}

/// <summary>Planted bug: takes the pin if it can, and goes on if it cannot.</summary>
internal sealed class GoesOnWithoutPin : SwapInSync
{
    [ThreadStatic]
    private static bool _pinned;

    public override string Name => "test-goes-on";

    public override string Summary => Name;

    public override string Source => "planted bug";

    public override bool IsExpectedSound => false;

    internal override bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault)
    {
        _pinned = area.Map.Prepare(entry.Slot) == PrepareResult.Prepared;
        return true;
    }

    internal override void End(SwapArea area, SwapEntry entry)
    {
        if (_pinned)
            area.ClearCacheFlag(entry);
    }
}

/// <summary>Planted bug: takes the pin and drops it at once, before the read.</summary>
internal sealed class DropsPinBeforeRead : SwapInSync
{
    public override string Name => "test-drops-pin";

    public override string Summary => Name;

    public override string Source => "planted bug";

    public override bool IsExpectedSound => false;

    internal override bool TryBegin(SwapArea area, SwapEntry entry, ref FaultContext fault)
    {
        if (area.Map.Prepare(entry.Slot) != PrepareResult.Prepared)
            return false;
        area.ClearCacheFlag(entry);
        return true;
    }
}
