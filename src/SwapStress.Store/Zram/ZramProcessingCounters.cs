namespace SwapStress.Store.Zram;

/// <summary>What recompression has done to a device. Written by one pass at a time.</summary>
internal sealed class ZramProcessingCounters
{
    private long _recompressed;
    private long _bytesSaved;
    private long _incompressible;
    private long _failed;

    public ZramRecompressionStat Recompression =>
        new(
            Volatile.Read(ref _recompressed),
            Volatile.Read(ref _bytesSaved),
            Volatile.Read(ref _incompressible),
            Volatile.Read(ref _failed)
        );

    public void Add(in ZramRecompressionStat pass)
    {
        Interlocked.Add(ref _recompressed, pass.Pages);
        Interlocked.Add(ref _bytesSaved, pass.BytesSaved);
        Interlocked.Add(ref _incompressible, pass.Incompressible);
        Interlocked.Add(ref _failed, pass.Failed);
    }

    public void Reset() => _recompressed = _bytesSaved = _incompressible = _failed = 0;
}
