using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Paging;
using SwapStress.Primitives;

namespace SwapStress.Harness.Workers;

/// <summary>
/// What the workers of one round do: each walks the region once and adds 1 to every page's counter, or adds and
/// fills. Nothing is allocated on the way, unless a page cannot be read.
/// </summary>
internal sealed class AddPass
{
    /// <summary>Pages between two publications of a worker's progress, which only the display reads.</summary>
    private const int PagesPerPublication = 64;

    private readonly IRegion _region;
    private readonly PageContent _content;
    private readonly bool _fills;
    private readonly StopFlag _stop;
    private readonly long _stepDelayNs;
    private readonly int[] _pagesDone;
    private readonly bool[] _isUnderWay;

    /// <summary>A pass that nobody has begun.</summary>
    /// <param name="work">What to do on each page.</param>
    /// <param name="workers">Workers that will call <see cref="Walk"/>.</param>
    /// <param name="stepDelayNs">Each worker's sleep before each page.</param>
    public AddPass(IRegion region, PageContent content, WorkKind work, int workers, long stepDelayNs, StopFlag stop)
    {
        _region = region;
        _content = content;
        _fills = work == WorkKind.Fill;
        _stop = stop;
        _stepDelayNs = stepDelayNs;
        _pagesDone = new int[workers];
        _isUnderWay = new bool[workers];
        Misloads = new MisloadLog(region.PageCount);
        ReadFailures = new ReadFailureLog(region.PageCount);
    }

    /// <summary>Pages on which a worker saw a wrong stamp.</summary>
    public MisloadLog Misloads { get; }

    /// <summary>Pages on which a worker's access failed.</summary>
    public ReadFailureLog ReadFailures { get; }

    /// <summary>
    /// Pages that each worker has come to, those included that it could not read: exact once it has been waited for, a
    /// little behind before.
    /// </summary>
    public ReadOnlySpan<int> PagesDone => _pagesDone;

    /// <summary>Additions so far, a little behind while workers run: the steps less the accesses that failed.</summary>
    public long Updates => Steps - ReadFailures.AccessCount;

    /// <summary>The sum of <see cref="PagesDone"/>.</summary>
    public long Steps
    {
        get
        {
            long sum = 0;
            for (int worker = 0; worker < _pagesDone.Length; worker++)
                sum += Volatile.Read(ref _pagesDone[worker]);
            return sum;
        }
    }

    /// <summary>How much of what the workers have to do is done, from 0 to 1.</summary>
    public double Fraction => (double)Steps / ((long)_pagesDone.Length * _region.PageCount);

    /// <summary>Workers of the pass, those included that have not begun.</summary>
    public int Workers => _pagesDone.Length;

    /// <summary>Workers that have begun and have not come to their end.</summary>
    public int AtWork => Enumerable.Range(0, Workers).Count(IsUnderWay);

    /// <summary>Whether a worker has begun and has not come to its end.</summary>
    public bool IsUnderWay(int worker) => Volatile.Read(ref _isUnderWay[worker]);

    /// <summary>Where a worker is in the region, within the pages that it publishes together.</summary>
    public string DescribePlace(int worker)
    {
        int done = Volatile.Read(ref _pagesDone[worker]);
        int last = Math.Min(done + PagesPerPublication, _region.PageCount) - 1;
        return $"{done} pages done or more, at one of pages {WorkerPath.PageAt(worker, done, _region.PageCount)} to "
            + $"{WorkerPath.PageAt(worker, last, _region.PageCount)}";
    }

    /// <summary>
    /// One worker's walk. A page that cannot be read is noted and passed over; any other failure stops the other workers
    /// too.
    /// </summary>
    public void Walk(int worker)
    {
        int done = 0;
        Volatile.Write(ref _isUnderWay[worker], value: true);
        try
        {
            while (done < _region.PageCount && !_stop.IsRequested)
            {
                try
                {
                    WalkOn(worker, ref done);
                }
                catch (PageReadException failure)
                {
                    // SIGBUS: the access has done nothing.
                    ReadFailures.NoteAccess(failure.Page, failure.Slot);
                    done++;
                }
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
            Volatile.Write(ref _isUnderWay[worker], value: false);
        }
    }

    private void WalkOn(int worker, ref int done)
    {
        IRegion region = _region;
        int pageCount = region.PageCount;
        ulong key = _content.FillKey;
        while (done < pageCount && !_stop.IsRequested)
        {
            if (_stepDelayNs > 0)
                PreciseSleep.For(_stepDelayNs);
            int page = WorkerPath.PageAt(worker, done, pageCount);
            _ = _fills ? region.FetchAddFill(page, key, out ulong stamp) : region.FetchAdd(page, out stamp);
            done++;
            if (stamp != _content.StampOf(page))
                Misloads.Note(page, stamp);
            if (done % PagesPerPublication == 0)
                Volatile.Write(ref _pagesDone[worker], done);
        }
    }
}
