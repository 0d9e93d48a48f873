namespace SwapStress.Paging.Fault;

/// <summary>
/// The reader replaces the entry in the PTE by a mark that names its locked folio, as page migration does; others
/// sleep on the folio's lock (proposed by David Hildenbrand in the discussion of the fix, never built). While the mark
/// stands nobody else can start from this use of the entry. See <see cref="MarkerFault"/> for the steps.
/// </summary>
public sealed class PteMarker : SwapInSync
{
    /// <inheritdoc/>
    public override string Name => "pte-marker";

    /// <inheritdoc/>
    public override string Summary => "a special PTE while the slot is read, as in page migration";

    /// <inheritdoc/>
    public override string Source => "proposed, never built";

    /// <inheritdoc/>
    public override bool IsExpectedSound => true;

    internal override bool MarksPte => true;
}
