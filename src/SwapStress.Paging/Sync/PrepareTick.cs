using SwapStress.Paging.Fault;

namespace SwapStress.Paging.Sync;

/// <summary>
/// The fix as it was merged: losers sleep one tick and fault again (13ddaf26be32 "mm/swap: fix race when skipping
/// swapcache", 6.8 to 6.11). While the flag is held the slot cannot be freed, so it cannot be given to another use of
/// the same entry.
/// </summary>
/// <param name="tickNs">Length of a tick in nanoseconds: 1 s / HZ.</param>
internal sealed class PrepareTick(long tickNs) : PrepareRefault
{
    public override string Name => "prepare-tick";

    public override string Summary => "swapcache_prepare, losers sleep one tick: the fix";

    public override string Source => "6.8-6.11, 13ddaf26be32";

    private protected override void Relax(ref FaultContext fault) => Tick.Sleep(tickNs, ref fault, ref fault.Loop);
}
