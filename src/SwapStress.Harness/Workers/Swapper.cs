using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using SwapStress.Harness.Regions;
using SwapStress.Primitives;

namespace SwapStress.Harness.Workers;

/// <summary>
/// Keeps paging the region out for a round, as the reproducer's does: in 1 MiB chunks with a microsecond between
/// them, then the whole region at once, and again.
/// </summary>
internal sealed class Swapper : IDisposable
{
    private const int PagesPerChunk = (1 << 20) / PageSize.Bytes;
    private const long PauseNs = 1_000;

    private readonly IRegion _region;
    private readonly StopFlag _stop;
    private readonly ParkedThread _thread;
    private ExceptionDispatchInfo? _failure;
    private readonly ManualResetEventSlim _firstSweepDone = new();
    private bool _stopping;

    private Swapper(IRegion region, StopFlag stop, ParkedThread thread)
    {
        _region = region;
        _stop = stop;
        _thread = thread;
    }

    /// <summary>Starts paging a region out.</summary>
    /// <param name="stop">Told when paging out fails, so that the workers do not go on alone.</param>
    /// <param name="thread">Does it; nothing else meanwhile.</param>
    public static Swapper Start(IRegion region, StopFlag stop, ParkedThread thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        var swapper = new Swapper(region, stop, thread);
        thread.Begin(swapper.Live);
        return swapper;
    }

    /// <summary>
    /// Waits until the region has been paged out once, or paging out has failed. Workers that are released before can
    /// be done before the first page leaves, and race with nobody.
    /// </summary>
    public void AwaitFirstSweep() => _firstSweepDone.Wait();

    /// <summary>Stops it and waits for it.</summary>
    /// <exception cref="Exception">Whatever ended it early.</exception>
    public void Stop()
    {
        Dispose();
        _failure?.Throw();
    }

    /// <summary>Stops it and waits for it; what ended it early is left unsaid.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _stopping, value: true);
        _thread.Await();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Handed to the thread that stops the swapper.")]
    private void Live()
    {
        try
        {
            while (!Volatile.Read(ref _stopping))
            {
                Sweep();
                _firstSweepDone.Set();
            }
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            _stop.Request(StopReason.Failure);
        }
        finally
        {
            _firstSweepDone.Set();
        }
    }

    private void Sweep()
    {
        int pageCount = _region.PageCount;
        for (int first = 0; first < pageCount; first += PagesPerChunk)
        {
            // Before the workers are released, nobody needs the rest of it.
            if (Volatile.Read(ref _stopping) || (_stop.IsRequested && !_firstSweepDone.IsSet))
                return;
            _region.PageOut(first, Math.Min(PagesPerChunk, pageCount - first));
            PreciseSleep.For(PauseNs);
        }
        _region.PageOut(0, pageCount);
    }
}
