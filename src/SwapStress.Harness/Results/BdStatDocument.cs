using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Results;

/// <summary>
/// The columns of zram's bd_stat in pages: the blocks in use when the strategy's last round ended, and what its rounds read
/// and wrote.
/// </summary>
internal sealed record BdStatDocument(long BdCount, long BdReads, long BdWrites)
{
    public static BdStatDocument From(ZramActivity activity) =>
        new(activity.BdCount, activity.BdReads, activity.BdWrites);
}
