namespace SwapStress.Store.Zram;

/// <summary>
/// A thread that does what a user's script does with a zram device now and then: it recompresses the slots that have been
/// idle for an interval, writes back those that are idle still and those that are huge, and marks all of them idle.
/// </summary>
/// <remarks>
/// A slot that was recompressed, or could not be, counts as touched. So with both it is written back an interval later.
/// </remarks>
public sealed class ZramPostProcessor : IDisposable
{
    private readonly ZramDevice _device;
    private readonly PassThread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="device">A device with a secondary algorithm, a backing device, or both.</param>
    /// <param name="interval">The time from the end of a pass to the next.</param>
    public ZramPostProcessor(ZramDevice device, TimeSpan interval)
    {
        _device = device;
        _thread = new PassThread("zram-idle", interval, Pass);
    }

    /// <summary>Does something while no pass is under way; one that is ends with the page it has in hand.</summary>
    public T WhilePaused<T>(Func<T> action)
    {
        _thread.Pause();
        try
        {
            return action();
        }
        finally
        {
            _thread.Resume();
        }
    }

    /// <summary>Ends the thread, with the page that it has in hand.</summary>
    public void Dispose() => _thread.Dispose();

    private void Pass(Func<bool> shouldEnd)
    {
        if (_device.Options.SecondaryCodecs.Count > 0)
            _device.Recompress(ZramSelection.Idle, shouldEnd: shouldEnd);
        if (_device.Options.Backing is not null)
        {
            _device.WriteBack(ZramSelection.Idle, shouldEnd);
            _device.WriteBack(ZramSelection.Huge, shouldEnd);
        }
        _device.MarkIdle();
    }
}
