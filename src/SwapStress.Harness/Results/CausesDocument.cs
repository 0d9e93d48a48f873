using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Results;

/// <summary>Counts of the events that can explain a loss.</summary>
internal sealed record CausesDocument(long StaleInstall, long OnlyCopyDropped, long StaleWriteback, long Overrun)
{
    public static CausesDocument From(LossCauses causes) =>
        new(causes.StaleInstall, causes.OnlyCopyDropped, causes.StaleWriteback, causes.Overrun);

    /// <summary>Null for null.</summary>
    public static CausesDocument? From(LossCauses? causes) => causes is { } known ? From(known) : null;
}
