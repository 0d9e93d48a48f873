using SwapStress.Explorer;
using SwapStress.Explorer.Schedules;

namespace SwapStress.Stress.Explore;

/// <summary>What <c>explore</c> is to do, with nothing left to default.</summary>
/// <param name="Cases">The programs, each with one configuration.</param>
/// <param name="Replay">The one schedule to run instead, or null.</param>
/// <param name="Json">Where results go besides, or null.</param>
/// <param name="Trace">Where losing schedules go as a trace, or null.</param>
internal sealed record ExploreOptions(
    IReadOnlyList<ExploreCase> Cases,
    SearchOptions Search,
    Schedule? Replay,
    string? Json,
    string? Trace
);
