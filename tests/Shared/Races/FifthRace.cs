using SwapStress.Paging;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Sync;
using SwapStress.Races;

namespace SwapStress.Testing;

/// <summary>A race that the catalogue does not have: the rejected proposal to raise the swap count while reading.</summary>
internal sealed class FifthRace : Race
{
    public override string Name => "fifth-race";

    public override string Lost => "every update of a page since the slot was read";

    public override string Why =>
        "The raised count keeps the slot, and so the same entry comes back without an allocation.";

    public override KernelCommit Brought => new("000000000000", "never merged", "none", 2024);

    public override KernelCommit Fixed => new("13ddaf26be32", "mm/swap: fix race when skipping swapcache", "6.8", 2024);

    public override KernelMail Mail => new("Re: a proposal", "somebody", new DateOnly(2024, 2, 6), "some@id");

    public override string Kernels => "none";

    public override LossCause Cause => LossCause.StaleInstall;

    public override RaceToggle Toggle => new(RaceToggle.SyncOption, "swap-count", "prepare-wait");

    public override RaceConfiguration Configuration => new() { RegionBytes = 64 << 10, Threads = 16 };

    public override AddressSpaceOptions WithFix(AddressSpaceOptions options, bool isFixed) =>
        options with
        {
            Sync = SwapInSyncs.Find(Toggle.Value(isFixed), options.Hz)!,
        };
}
