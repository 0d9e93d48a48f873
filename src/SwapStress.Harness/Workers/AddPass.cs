using SwapStress.Harness.Content;
using SwapStress.Harness.Regions;
using SwapStress.Primitives;

namespace SwapStress.Harness.Workers;

/// <summary>
/// What the workers of one round do: each walks the region once and adds 1 to every page's counter. Nothing is
/// allocated on the way.
/// </summary>
public sealed class AddPass
{
    /// <summary>Pages between two publications of a worker's progress, which only the display reads.</summary>
    private const int PagesPerPublication = 64;

    private readonly IRegion _region;
    private readonly PageContent _content;
    private readonly StopFlag _stop;
    private readonly long _stepDelayNs;
    private readonly int[] _pagesDone;

    /// <summary>A pass that nobody has begun.</summary>
    /// <param name="region">Where.</param>
    /// <param name="content">The stamps to check.</param>
    /// <param name="workers">Workers that will call <see cref="Walk"/>.</param>
    /// <param name="stepDelayNs">Each worker's sleep before each page.</param>
    /// <param name="stop">Ends the pass early.</param>
    public AddPass(IRegion region, PageContent content, int workers, long stepDelayNs, StopFlag stop)
    {
        _region = region;
        _content = content;
        _stop = stop;
        _stepDelayNs = stepDelayNs;
        _pagesDone = new int[workers];
        Misloads = new MisloadLog(region.PageCount);
    }

    /// <summary>Pages on which a worker saw a wrong stamp.</summary>
    public MisloadLog Misloads { get; }

    /// <summary>Pages that each worker has done: exact once it has been waited for, a little behind before.</summary>
    public ReadOnlySpan<int> PagesDone => _pagesDone;

    /// <summary>Additions so far, a little behind while workers run.</summary>
    public long Updates
    {
        get
        {
            long sum = 0;
            for (int worker = 0; worker < _pagesDone.Length; worker++)
                sum += Volatile.Read(ref _pagesDone[worker]);
            return sum;
        }
    }

    /// <summary>One worker's walk. A failing access stops the other workers too.</summary>
    public void Walk(int worker)
    {
        IRegion region = _region;
        int pageCount = region.PageCount;
        int done = 0;
        try
        {
            while (done < pageCount && !_stop.IsRequested)
            {
                if (_stepDelayNs > 0)
                    PreciseSleep.For(_stepDelayNs);
                int page = WorkerPath.PageAt(worker, done, pageCount);
                region.FetchAdd(page, out ulong stamp);
                done++;
                if (stamp != _content.StampOf(page))
                    Misloads.Note(page, stamp);
                if (done % PagesPerPublication == 0)
                    Volatile.Write(ref _pagesDone[worker], done);
            }
        }
        catch
        {
            _stop.Request(StopReason.Failure);
            throw;
        }
        finally
        {
            Volatile.Write(ref _pagesDone[worker], done);
        }
    }
}
