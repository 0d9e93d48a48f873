namespace SwapStress.Store.Zram;

/// <summary>What was freed, until it is taken off the device's counters in one go (<see cref="ZramCounters.Subtract"/>).</summary>
internal struct FreedPages
{
    /// <summary>Pages of any kind.</summary>
    public int Pages;

    /// <summary>Of these, pages of one repeated word.</summary>
    public int Same;

    /// <summary>Of these, pages kept as they were.</summary>
    public int Huge;

    /// <summary>Bytes that they were stored in.</summary>
    public int ComprBytes;
}
