using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Rounds;

/// <summary>Something that is wrong with a page after a round.</summary>
internal interface IFinding
{
    /// <summary>Byte offset of the page in the region.</summary>
    long Offset { get; }

    /// <summary>The events that the oracle recorded on the page since it was populated; null where there is no oracle.</summary>
    LossCauses? Causes { get; }

    /// <summary>Whether it contradicts the oracle: what the model lost, its oracle must have seen.</summary>
    bool IsDefect { get; }
}
