namespace SwapStress.Paging.Recording;

/// <summary>Which pages' writes have lately overrun their objects, by the device's numbers of the overruns.</summary>
internal sealed class Overrunners
{
    private const int Kept = 1024;
    private const int PageBits = 31;

    /// <summary>The low bits of the number, and the page + 1; 0 for none.</summary>
    private readonly long[] _entries = new long[Kept];

    /// <summary>The write of a page was the overrun of that number.</summary>
    public void Add(long overrun, int page) =>
        Volatile.Write(ref _entries[overrun % Kept], (overrun << PageBits) | (uint)(page + 1));

    /// <summary>The page whose write was that overrun; -1 if it is forgotten or not noted yet.</summary>
    public int PageOf(long overrun)
    {
        long entry = Volatile.Read(ref _entries[overrun % Kept]);
        return entry >> PageBits == overrun ? (int)(entry & ((1L << PageBits) - 1)) - 1 : -1;
    }
}
