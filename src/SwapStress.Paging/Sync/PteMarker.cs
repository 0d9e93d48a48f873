using SwapStress.Paging.Fault;

namespace SwapStress.Paging.Sync;

/// <summary>
/// The reader replaces the entry in the PTE by a mark that names its locked folio, as page migration does; others
/// sleep on the folio's lock (proposed by David Hildenbrand in the discussion of the fix, never built). While the mark
/// stands nobody else can start from this use of the entry. See <see cref="MarkerFault"/> for the steps.
/// </summary>
internal sealed class PteMarker : SwapInSync
{
    public override string Name => "pte-marker";

    public override string Summary => "a special PTE while the slot is read, as in page migration";

    public override string Source => "proposed, never built";

    public override bool IsExpectedSound => true;

    internal override bool MarksPte => true;
}
