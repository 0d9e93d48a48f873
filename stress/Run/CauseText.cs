using SwapStress.Harness.Regions;

namespace SwapStress.Stress.Run;

/// <summary>The oracle's events in words.</summary>
internal static class CauseText
{
    /// <summary>"437 stale installs and 2 overruns"; empty without events.</summary>
    public static string Describe(LossCauses causes)
    {
        (long Count, string One, string Many)[] kinds =
        [
            (causes.StaleInstall, "stale install", "stale installs"),
            (causes.OnlyCopyDropped, "dropped only copy", "dropped only copies"),
            (causes.StaleWriteback, "stale writeback", "stale writebacks"),
            (causes.Overrun, "overrun", "overruns"),
        ];
        return string.Join(
            " and ",
            kinds
                .Where(kind => kind.Count > 0)
                .Select(kind => $"{kind.Count} {(kind.Count == 1 ? kind.One : kind.Many)}")
        );
    }
}
