namespace SwapStress.Paging.Sync;

/// <summary>
/// The device is not treated as synchronous, so that every swap-in goes through the swap cache: one folio for an
/// entry, its lock, and the recheck after it (any kernel with SWP_SYNCHRONOUS_IO dropped; "Cached" in the mails).
/// </summary>
internal sealed class Cached : SwapInSync
{
    public override string Name => "cached";

    public override string Summary => "every swap-in goes through the swap cache";

    public override string Source => "any kernel, SWP_SYNCHRONOUS_IO dropped";

    public override bool IsExpectedSound => true;

    internal override bool SkipsSwapCache => false;
}
