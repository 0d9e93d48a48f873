namespace SwapStress.Paging.Sync;

/// <summary>
/// Nothing is pinned (kernels 4.15 to 6.7; since 0bcac06f27d7 "mm, swap: skip swapcache for swapin of synchronous
/// device"). Two threads can read one entry into two folios, and <c>pte_same</c> cannot tell an entry from the same
/// entry used again.
/// </summary>
internal sealed class NoSync : SwapInSync
{
    public override string Name => "none";

    public override string Summary => "swap cache skipped, nothing pinned";

    public override string Source => "4.15-6.7";

    public override bool IsExpectedSound => false;
}
