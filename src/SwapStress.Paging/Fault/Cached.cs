namespace SwapStress.Paging.Fault;

/// <summary>
/// The device is not treated as synchronous, so that every swap-in goes through the swap cache: one folio for an
/// entry, its lock, and the recheck after it (any kernel with SWP_SYNCHRONOUS_IO dropped; "Cached" in the mails).
/// </summary>
public sealed class Cached : SwapInSync
{
    /// <inheritdoc/>
    public override string Name => "cached";

    /// <inheritdoc/>
    public override string Summary => "every swap-in goes through the swap cache";

    /// <inheritdoc/>
    public override string Source => "any kernel, SWP_SYNCHRONOUS_IO dropped";

    /// <inheritdoc/>
    public override bool IsExpectedSound => true;

    internal override bool SkipsSwapCache => false;
}
