namespace SwapStress.Paging.Ghost;

/// <summary>The recorded event that explains why a fault mapped something else than its page's newest content.</summary>
public enum LossCause
{
    /// <summary>A folio was installed that had been read before its page was last written (13ddaf26be32).</summary>
    StaleInstall,

    /// <summary>zswap dropped the page's entry for a folio that was then thrown away (25cd241408a2).</summary>
    OnlyCopyDropped,

    /// <summary>zswap wrote an entry to a slot that was no longer the entry's (04fc7816089c).</summary>
    StaleWriteback,

    /// <summary>A write to the device overran its object and damaged the page's (f05714293a59).</summary>
    Overrun,
}
