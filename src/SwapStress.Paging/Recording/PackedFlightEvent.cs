using System.Diagnostics;

namespace SwapStress.Paging.Recording;

/// <summary>An event in a ring: three words that are written one by one, without a lock.</summary>
/// <remarks>
/// <code>
///  63                           12 11        6 5    0
/// +-------------------------------------------+------+
/// | ticks since the region was made (58)      | lap  |
/// +---------------------+-----------+---------+------+
/// | slot (32)           | thread 20 | kind 6  | lap  |
/// +---------------------+-----------+---------+------+
/// | version (29)        | counter (29)        | lap  |
/// +---------------------+---------------------+------+
/// </code>
/// The lap says which turn of the ring a word belongs to. A reader takes an event only if all three laps are the ones
/// it expects, so it never sees half of two events. A writer that sleeps in the middle of an event for exactly 64 turns
/// would go unseen; one that sleeps for less costs one event.
/// </remarks>
internal struct PackedFlightEvent
{
    public const int SizeBytes = 3 * sizeof(ulong);
    public const int ThreadBits = 20;
    public const int VersionBits = 29;
    public const int LapBits = 6;
    public const uint LapMask = (1 << LapBits) - 1;

    private const int KindBits = 6;
    private const int KindShift = LapBits;
    private const int ThreadShift = KindShift + KindBits;
    private const int SlotShift = ThreadShift + ThreadBits;
    private const int CounterShift = LapBits;
    private const int VersionShift = CounterShift + VersionBits;
    private const uint ThreadMask = (1 << ThreadBits) - 1;
    private const uint KindMask = (1 << KindBits) - 1;
    private const uint VersionMask = (1 << VersionBits) - 1;

    private ulong _time;
    private ulong _what;
    private ulong _content;

    public void Write(uint lap, long ticks, FlightEventKind kind, int thread, uint slot, ulong version, ulong counter)
    {
        lap &= LapMask;
        Volatile.Write(ref _time, ((ulong)ticks << LapBits) | lap);
        Volatile.Write(
            ref _what,
            ((ulong)slot << SlotShift)
                | ((ulong)((uint)thread & ThreadMask) << ThreadShift)
                | ((uint)kind << KindShift)
                | lap
        );
        Volatile.Write(ref _content, (version << VersionShift) | ((counter & VersionMask) << CounterShift) | lap);
    }

    /// <summary>Copies the words of an event that others may be writing.</summary>
    public void CopyFrom(ref PackedFlightEvent other)
    {
        _time = Volatile.Read(ref other._time);
        _what = Volatile.Read(ref other._what);
        _content = Volatile.Read(ref other._content);
    }

    /// <summary>Whether the event is whole, of this lap and this kind, and that thread's.</summary>
    public readonly bool IsOf(uint lap, FlightEventKind kind, int thread) =>
        IsWhole(lap) && Kind == kind && Thread == (int)((uint)thread & ThreadMask);

    /// <summary>Unpacks the event, if it is whole and of this lap.</summary>
    public readonly bool TryRead(uint lap, int page, out FlightEvent flightEvent)
    {
        bool whole = IsWhole(lap);
        flightEvent = whole
            ? new FlightEvent(
                Kind,
                page,
                Thread,
                (uint)(_what >> SlotShift),
                (long)(_content >> VersionShift),
                (long)((_content >> CounterShift) & VersionMask),
                (long)((_time >> LapBits) * (1e9 / Stopwatch.Frequency))
            )
            : default;
        return whole;
    }

    private readonly FlightEventKind Kind => (FlightEventKind)((_what >> KindShift) & KindMask);

    private readonly int Thread => (int)((_what >> ThreadShift) & ThreadMask);

    private readonly bool IsWhole(uint lap) =>
        ((_time ^ lap) & LapMask) == 0
        && ((_what ^ lap) & LapMask) == 0
        && ((_content ^ lap) & LapMask) == 0
        && Kind != FlightEventKind.None;
}
