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
/// would go unseen; one that sleeps for less costs one event. Of a version there is the remainder by
/// <see cref="VersionPeriod"/>: who reads the event knows the page's last one, which is not that much younger.
/// </remarks>
internal struct PackedFlightEvent
{
    public const int SizeBytes = 3 * sizeof(ulong);
    public const int ThreadBits = 20;
    public const int VersionBits = 29;
    public const int LapBits = 6;

    /// <summary>Versions that differ by this are packed alike; none is packed as 0, which is no version.</summary>
    public const long VersionPeriod = (1L << VersionBits) - 1;
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

    /// <summary>What an event keeps of a counter: its low bits.</summary>
    public static long CounterOf(long counter) => counter & VersionMask;

    public void Write(uint lap, long ticks, FlightEventKind kind, int thread, uint slot, long version, ulong counter)
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
        ulong packed = version == 0 ? 0 : 1 + (ulong)((version - 1) % VersionPeriod);
        Volatile.Write(ref _content, (packed << VersionShift) | ((counter & VersionMask) << CounterShift) | lap);
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
    /// <param name="lap">The lap.</param>
    /// <param name="page">The page of the ring.</param>
    /// <param name="lastVersion">The page's last version, which is not older than the event's.</param>
    /// <param name="flightEvent">The event.</param>
    public readonly bool TryRead(uint lap, int page, long lastVersion, out FlightEvent flightEvent)
    {
        bool whole = IsWhole(lap);
        flightEvent = whole
            ? new FlightEvent(
                Kind,
                page,
                Thread,
                (uint)(_what >> SlotShift),
                VersionUpTo(lastVersion),
                (long)((_content >> CounterShift) & VersionMask),
                (long)((_time >> LapBits) * (1e9 / Stopwatch.Frequency))
            )
            : default;
        return whole;
    }

    private readonly long VersionUpTo(long last)
    {
        long packed = (long)(_content >> VersionShift);
        return packed == 0 || last <= packed ? packed : last - ((last - packed) % VersionPeriod);
    }

    private readonly FlightEventKind Kind => (FlightEventKind)((_what >> KindShift) & KindMask);

    private readonly int Thread => (int)((_what >> ThreadShift) & ThreadMask);

    private readonly bool IsWhole(uint lap) =>
        ((_time ^ lap) & LapMask) == 0
        && ((_what ^ lap) & LapMask) == 0
        && ((_content ^ lap) & LapMask) == 0
        && Kind != FlightEventKind.None;
}
