namespace SwapStress.Store.Zram;

/// <summary>
/// Compacts a device again and again on a thread of its own. The kernel does so when it is asked to, or short of memory.
/// </summary>
public sealed class ZramCompactor : IDisposable
{
    private readonly PassThread _thread;
    private long _compactions;

    /// <summary>Starts the thread; the first compaction comes after one interval.</summary>
    /// <param name="device">The device, which must outlive this.</param>
    /// <param name="interval">From the end of a compaction to the next; 1 ms to <see cref="int.MaxValue"/> ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such interval.</exception>
    public ZramCompactor(ZramDevice device, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromMilliseconds(int.MaxValue));
        _thread = new PassThread("zram-compact", interval, _ => Compact(device));
    }

    /// <summary>Compactions done.</summary>
    public long Compactions => Volatile.Read(ref _compactions);

    /// <summary>
    /// Begins no compaction any more, and waits for one that is under way; until as many <see cref="Resume"/>.
    /// </summary>
    public void Pause() => _thread.Pause();

    /// <summary>Goes on, one interval from now at the latest.</summary>
    public void Resume() => _thread.Resume();

    /// <summary>Ends the thread, after a compaction that is under way.</summary>
    public void Dispose() => _thread.Dispose();

    private void Compact(ZramDevice device)
    {
        device.Compact();
        Volatile.Write(ref _compactions, _compactions + 1);
    }
}
