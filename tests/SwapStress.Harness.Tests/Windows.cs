using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Tests;

/// <summary>Windows made by hand.</summary>
internal static class Windows
{
    private const uint Slot = 17;

    /// <summary>The race of docs/MODEL.md: T7 loses the 3 updates that T9's install allowed; R is thread 4.</summary>
    public static LossWindow SkippedCache(params FlightEvent[] more)
    {
        FlightEvent[] events =
        [
            At(0, 9, FlightEventKind.Isolated),
            At(1_000, 7, FlightEventKind.FaultBegin),
            At(1_200, 7, FlightEventKind.ReadBegin),
            At(2_000, 9, FlightEventKind.FaultBegin),
            At(2_200, 9, FlightEventKind.ReadBegin),
            At(3_000, 9, FlightEventKind.ReadEnd, version: 6, counter: 19),
            At(3_100, 9, FlightEventKind.PteSame),
            At(3_200, 9, FlightEventKind.SwapFree),
            At(3_300, 9, FlightEventKind.SlotReleased),
            At(3_400, 9, FlightEventKind.Install, version: 6, counter: 19),
            At(500_000, 4, FlightEventKind.Isolated),
            At(500_100, 4, FlightEventKind.SlotAllocated),
            At(500_200, 4, FlightEventKind.Unmapped, version: 7, counter: 22),
            At(500_300, 4, FlightEventKind.WriteBegin, version: 7),
            At(506_000, 4, FlightEventKind.WriteEnd, version: 7),
            At(506_100, 4, FlightEventKind.FrameFreed, version: 7),
            At(1_001_000, 7, FlightEventKind.ReadEnd, version: 6, counter: 19),
            At(1_001_200, 7, FlightEventKind.PteSame),
            At(1_001_300, 7, FlightEventKind.SwapFree),
            At(1_001_400, 7, FlightEventKind.Install, version: 6, counter: 19) with
            {
                IsLosing = true,
            },
        ];
        return new LossWindow
        {
            Page = 90,
            Slot = Slot,
            InstalledPage = 90,
            InstalledVersion = 6,
            NewestVersion = 7,
            LostUpdates = 3,
            ThreadId = 7,
            Events = [.. events.Concat(more).OrderBy(e => e.TimeNs)],
        };
    }

    /// <summary>A step on page 90.</summary>
    public static FlightEvent At(long timeNs, int thread, FlightEventKind kind, long version = 0, long counter = 0) =>
        new(kind, 90, thread, Slot, version, counter, timeNs);
}
