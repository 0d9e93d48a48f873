using System.Runtime.CompilerServices;
using SwapStress.Paging.Ghost;

namespace SwapStress.Paging.Recording;

/// <summary>A loss and copies of the rings that explain it; filled in place, without an allocation.</summary>
internal sealed unsafe class LossCapture
{
    /// <summary>
    /// The losing page, the page whose write damaged it, the page whose content was mapped, and those that the slot has
    /// seen.
    /// </summary>
    public const int RingsMax = 3 + SlotVisits.PagesMax;

    private readonly PackedFlightEvent* _copies;
    private readonly uint[] _heads = new uint[RingsMax];
    private readonly int[] _pages = new int[RingsMax];
    private int _count;
    private bool _isReady;
    private LossWindow? _window;
    private Loss _loss;
    private int _overrunPage;

    private readonly ContentFormat _format;
    private readonly Func<int, long> _lastVersion;

    public LossCapture(PackedFlightEvent* copies, ContentFormat format, Func<int, long> lastVersion)
    {
        _copies = copies;
        _format = format;
        _lastVersion = lastVersion;
    }

    /// <summary>Copies the rings. By the thread that has claimed this capture, right after the losing event.</summary>
    /// <param name="loss">What was lost.</param>
    /// <param name="overrunPage">The page whose write damaged it, or -1.</param>
    /// <param name="rings">The rings.</param>
    /// <param name="visits">Which pages had to do with the slot.</param>
    [SkipLocalsInit]
    public void Fill(in Loss loss, int overrunPage, FlightRings rings, SlotVisits visits)
    {
        _loss = loss;
        _overrunPage = overrunPage;
        _pages[_count++] = loss.Page;
        if (overrunPage >= 0 && overrunPage != loss.Page)
            _pages[_count++] = overrunPage;
        if (loss.InstalledPage >= 0 && !_pages.AsSpan(0, _count).Contains(loss.InstalledPage))
            _pages[_count++] = loss.InstalledPage;
        if (loss.Slot != 0)
            _count = visits.AddTo(_pages, _count, loss.Slot);
        for (int i = 0; i < _count; i++)
            _heads[i] = rings.Copy(_pages[i], _copies + (i * FlightRings.RingLength));
        Volatile.Write(ref _isReady, true);
    }

    /// <summary>
    /// The window; null while it is not filled, or where others have overwritten the losing event before the ring was
    /// copied.
    /// </summary>
    public LossWindow? Read()
    {
        if (!Volatile.Read(ref _isReady))
            return null;
        return _window ??= Unpack();
    }

    private LossWindow? Unpack()
    {
        var rings = new List<IReadOnlyList<FlightEvent>>();
        for (int i = 0; i < _count; i++)
        {
            List<FlightEvent> events = FlightRings.Unpack(
                _pages[i],
                _lastVersion(_pages[i]),
                _heads[i],
                _copies + (i * FlightRings.RingLength)
            );
            rings.Add(
                i == 0 ? UpToLoss(events)
                : _pages[i] == _overrunPage ? OverrunStory.Of(events, _loss.Overrun)
                : [.. events.Where(e => e.Slot == _loss.Slot)]
            );
        }
        if (rings[0] is not [.., { IsLosing: true }])
            return null;
        return new LossWindow
        {
            Page = _loss.Page,
            Slot = _loss.Slot,
            InstalledPage = _loss.InstalledPage,
            InstalledVersion = _format.VersionOf(_loss.Content),
            NewestVersion = _format.VersionOf(_loss.Newest),
            LostUpdates = _loss.LostUpdates,
            Cause = _loss.Cause,
            OverrunPage = _overrunPage,
            ThreadId = _loss.ThreadId,
            Events = FlightMerge.Merge(rings),
        };
    }

    /// <summary>Marks the losing event, and forgets what others did while the ring was copied.</summary>
    private List<FlightEvent> UpToLoss(List<FlightEvent> events)
    {
        int thread = _loss.ThreadId & ((1 << PackedFlightEvent.ThreadBits) - 1);
        int losing = events.FindLastIndex(e =>
            e.ThreadId == thread
            && e.Kind is FlightEventKind.Install or FlightEventKind.Copy or FlightEventKind.BusError
        );
        if (losing < 0)
            return events;
        events[losing] = events[losing] with { IsLosing = true };
        return events[..(losing + 1)];
    }
}
