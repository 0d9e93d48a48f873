using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>A part of an operation that takes time: from one recorded step to another.</summary>
/// <param name="Ends">The steps that end it.</param>
internal sealed record TracePhase(string Name, params FlightEventKind[] Ends)
{
    private static readonly TracePhase Wait = new("wait", []);

    private static readonly Dictionary<FlightEventKind, TracePhase> ByBegin = new()
    {
        [FlightEventKind.ReadBegin] = new(
            "swap_read_folio",
            FlightEventKind.ReadEnd,
            FlightEventKind.ReadEndForeign,
            FlightEventKind.ReadFailed
        ),
        [FlightEventKind.PteSame] = new(
            "install",
            FlightEventKind.Install,
            FlightEventKind.Copy,
            FlightEventKind.BusError
        ),
        [FlightEventKind.PrepareLost] = Wait,
        [FlightEventKind.LockContended] = Wait,
        [FlightEventKind.Isolated] = new("add_to_swap", FlightEventKind.SlotAllocated),
        [FlightEventKind.SlotAllocated] = new("try_to_unmap", FlightEventKind.Unmapped),
        [FlightEventKind.WriteBegin] = new("swap_writepage", FlightEventKind.WriteEnd, FlightEventKind.WriteFailed),
        [FlightEventKind.WriteEnd] = new("__remove_mapping", FlightEventKind.FrameFreed),
        [FlightEventKind.WritebackPicked] = new(
            "__read_swap_cache_async",
            FlightEventKind.WritebackInserted,
            FlightEventKind.WritebackLeft
        ),
        [FlightEventKind.WritebackInserted] = new(
            "__swap_writepage",
            FlightEventKind.WritebackWritten,
            FlightEventKind.WritebackLeft
        ),
    };

    /// <summary>Whether any step ends it: who waits goes on with whatever comes.</summary>
    public bool IsWait => ReferenceEquals(this, Wait);

    /// <summary>Whether it is a read or a write of the device, which can be under way when the window ends.</summary>
    public bool IsTransfer => Ends is [FlightEventKind.ReadEnd, ..] or [FlightEventKind.WriteEnd, ..];

    /// <summary>The phase that begins with such a step; null for none.</summary>
    public static TracePhase? BegunBy(FlightEventKind kind) => ByBegin.GetValueOrDefault(kind);

    /// <summary>Whether such a step ends it.</summary>
    public bool IsEndedBy(FlightEventKind kind) => IsWait || Ends.Contains(kind);
}
