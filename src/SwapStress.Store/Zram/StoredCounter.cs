namespace SwapStress.Store.Zram;

/// <summary>The counters that every write and free changes; see <see cref="ZramCounters.Stored"/>.</summary>
internal enum StoredCounter
{
    /// <summary>Pages of any kind (<c>pages_stored</c>).</summary>
    PagesStored,

    /// <summary>Bytes that they are stored in (<c>compr_data_size</c>).</summary>
    ComprDataSize,

    /// <summary>Pages of one repeated word (<c>same_pages</c>).</summary>
    SamePages,

    /// <summary>Pages kept as they are (<c>huge_pages</c>).</summary>
    HugePages,

    /// <summary>The same, ever since (<c>huge_pages_since</c>).</summary>
    HugePagesSince,

    /// <summary>Slots that swap said it needs no more (<c>notify_free</c>).</summary>
    NotifyFree,
}
