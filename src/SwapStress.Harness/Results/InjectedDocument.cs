using SwapStress.Store.Faulty;

namespace SwapStress.Harness.Results;

/// <summary>What a device did on purpose, in requests; and the pages that could not be read for it, each once a round.</summary>
internal sealed record InjectedDocument(
    long ReadErrors,
    long WriteErrors,
    long NoSpace,
    long SlowReads,
    long UnreadablePages
)
{
    public static InjectedDocument From(FlakyCounts counts, long unreadablePages) =>
        new(counts.ReadErrors, counts.WriteErrors, counts.NoSpace, counts.SlowReads, unreadablePages);
}
