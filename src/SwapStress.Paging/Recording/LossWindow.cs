using SwapStress.Paging.Ghost;

namespace SwapStress.Paging.Recording;

/// <summary>
/// What led to a loss: the last events of the losing page, those of other pages on the same slot, and those of the page
/// whose write damaged it, in their order.
/// </summary>
/// <remarks>
/// The events of one page are in the order in which they were recorded; those of two pages are put together by their
/// times (docs/LOCKING.md says what orders them). The ring of a page is short: a window may begin in the middle.
/// </remarks>
internal sealed record LossWindow
{
    /// <summary>The page that lost.</summary>
    public required int Page { get; init; }

    /// <summary>The slot that its folio was read from; 0 for a copy of a mapped page.</summary>
    public required uint Slot { get; init; }

    /// <summary>The page whose content was mapped; -1 if the slot held none when it was read.</summary>
    public required int InstalledPage { get; init; }

    /// <summary>The version that was mapped, of <see cref="InstalledPage"/>.</summary>
    public required long InstalledVersion { get; init; }

    /// <summary>The version that should have been.</summary>
    public required long NewestVersion { get; init; }

    /// <summary>How far the page's counter went back; all of it, if the page could not be read.</summary>
    public required long LostUpdates { get; init; }

    /// <summary>The event that explains the loss.</summary>
    public LossCause Cause { get; init; }

    /// <summary>
    /// For <see cref="LossCause.Overrun"/>, the page whose write ran into the lost page's data: another one, or itself if
    /// its own write was too long; -1 if that is not known for certain.
    /// </summary>
    public int OverrunPage { get; init; } = -1;

    /// <summary>The managed thread that mapped it, or could not.</summary>
    public required int ThreadId { get; init; }

    /// <summary>The steps; exactly one of them is the losing one, and nothing follows it.</summary>
    public required IReadOnlyList<FlightEvent> Events { get; init; }
}
