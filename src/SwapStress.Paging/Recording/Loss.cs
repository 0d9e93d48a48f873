using SwapStress.Paging.Ghost;

namespace SwapStress.Paging.Recording;

/// <summary>What a page lost, as the oracle knows it.</summary>
internal readonly record struct Loss
{
    /// <summary>The page.</summary>
    public required int Page { get; init; }

    /// <summary>The slot that its folio was read from; 0 for a copy of a mapped page.</summary>
    public required uint Slot { get; init; }

    /// <summary>The content that was mapped, or could not be.</summary>
    public required long Content { get; init; }

    /// <summary>The content that should have been.</summary>
    public required long Newest { get; init; }

    /// <summary>How far the page's counter went back; all of it, if the page could not be read.</summary>
    public required long LostUpdates { get; init; }

    /// <summary>The thread that lost it.</summary>
    public required int ThreadId { get; init; }

    /// <summary>The event that explains it.</summary>
    public required LossCause Cause { get; init; }

    /// <summary>The device's number of the overrun that damaged the slot's data, or 0.</summary>
    public required long Overrun { get; init; }

    /// <summary>Whether the slot's data was damaged before the read began: damage during the read may have missed it.</summary>
    public required bool WasDamaged { get; init; }

    /// <summary>Whether the page could not be read, and nothing was mapped.</summary>
    public required bool IsUnreadable { get; init; }

    /// <summary>The page that <see cref="Content"/> is of; -1 for none.</summary>
    public required int InstalledPage { get; init; }
}
