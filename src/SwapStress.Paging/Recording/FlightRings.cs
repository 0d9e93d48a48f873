using SwapStress.Primitives.Memory;

namespace SwapStress.Paging.Recording;

/// <summary>The last events of each page, in native memory that costs nothing until the page has an event.</summary>
internal sealed unsafe class FlightRings : IDisposable
{
    /// <summary>Events kept for a page; a power of two.</summary>
    public const int RingLength = 64;

    private readonly NativeBlock _headBlock;
    private readonly NativeBlock _eventBlock;

    /// <summary>How many events each page has had.</summary>
    private readonly uint* _heads;
    private readonly PackedFlightEvent* _events;

    public FlightRings(int pageCount)
    {
        _headBlock = new NativeBlock((nuint)pageCount * sizeof(uint));
        _eventBlock = new NativeBlock((nuint)pageCount * RingLength * PackedFlightEvent.SizeBytes);
        _heads = (uint*)_headBlock.Start;
        _events = (PackedFlightEvent*)_eventBlock.Start;
    }

    /// <summary>Adds an event. Any number of threads may add to one page at once; none waits for another.</summary>
    public void Add(int page, long ticks, FlightEventKind kind, uint slot, long version, ulong counter)
    {
        // The turn of the ring decides the order of a page's events.
        uint index = Interlocked.Increment(ref _heads[page]) - 1;
        _events[Place(page, index)]
            .Write(LapOf(index), ticks, kind, Environment.CurrentManagedThreadId, slot, version, counter);
    }

    /// <summary>Whether a page's ring still has a step of that kind by the calling thread.</summary>
    public bool HasOwn(int page, FlightEventKind kind)
    {
        PackedFlightEvent seen = default;
        uint head = Volatile.Read(ref _heads[page]);
        for (uint index = head > RingLength ? head - RingLength : 0; index != head; index++)
        {
            seen.CopyFrom(ref _events[Place(page, index)]);
            if (seen.IsOf(LapOf(index), kind, Environment.CurrentManagedThreadId))
                return true;
        }
        return false;
    }

    /// <summary>Whether a page's ring still has a step of the first kind before the step of the last kind and counter.</summary>
    public bool HasBefore(int page, FlightEventKind first, FlightEventKind last, long counter)
    {
        PackedFlightEvent seen = default;
        bool hasFirst = false;
        uint head = Volatile.Read(ref _heads[page]);
        for (uint index = head > RingLength ? head - RingLength : 0; index != head; index++)
        {
            seen.CopyFrom(ref _events[Place(page, index)]);
            if (!seen.TryRead(LapOf(index), page, lastVersion: 0, out FlightEvent flightEvent))
                continue;
            if (flightEvent.Kind == last && flightEvent.Counter == counter)
                return hasFirst;
            hasFirst |= flightEvent.Kind == first;
        }
        return false;
    }

    /// <summary>Copies a page's ring while others go on writing to it.</summary>
    /// <returns>How many events the page had had: what <see cref="Unpack"/> needs to know.</returns>
    public uint Copy(int page, PackedFlightEvent* copy)
    {
        uint head = Volatile.Read(ref _heads[page]);
        for (int i = 0; i < RingLength; i++)
            copy[i].CopyFrom(ref _events[((long)page * RingLength) + i]);
        return head;
    }

    /// <summary>
    /// The events of a copied ring, oldest first. An event that was not whole, or was overwritten while it was copied, is
    /// left out.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="lastVersion">Its last version.</param>
    /// <param name="head">What <see cref="Copy"/> returned.</param>
    /// <param name="copy">The copy.</param>
    public static List<FlightEvent> Unpack(int page, long lastVersion, uint head, PackedFlightEvent* copy)
    {
        var events = new List<FlightEvent>(RingLength);
        for (uint index = head > RingLength ? head - RingLength : 0; index != head; index++)
        {
            if (!copy[index % RingLength].TryRead(LapOf(index), page, lastVersion, out FlightEvent flightEvent))
                continue;
            // A thread can be held up between the clock and its turn: then it was later than its clock says.
            long before = events.Count == 0 ? 0 : events[^1].TimeNs;
            events.Add(flightEvent with { TimeNs = Math.Max(before, flightEvent.TimeNs) });
        }
        return events;
    }

    public void Dispose()
    {
        _headBlock.Dispose();
        _eventBlock.Dispose();
    }

    private static long Place(int page, uint index) => ((long)page * RingLength) + (index % RingLength);

    /// <summary>From 1, so that memory that was never written is no event.</summary>
    private static uint LapOf(uint index) => (index / RingLength) + 1;
}
