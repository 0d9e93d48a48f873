using SwapStress.Explorer.Programs;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Sync;

namespace SwapStress.Races;

/// <summary>Two swap-ins of one entry that both skip the swap cache: the race that the original reproducer shows.</summary>
internal sealed class SwapcacheSkip : Race
{
    public override string Name => "swapcache-skip";

    public override string Lost =>
        "every update of a page since another thread read its slot, or the whole page (zeros)";

    public override string Why =>
        "T0 and T1 fault on the same entry E and each read the slot into a folio of their own. T1 maps its folio, frees E "
        + "and writes; R swaps the page out again, gets the freed slot, and the PTE holds E once more. T0 compares PTEs, "
        + "finds the same E, frees it and maps its old copy.";

    public override KernelCommit Brought =>
        new("0bcac06f27d7", "mm, swap: skip swapcache for swapin of synchronous device", "4.15", 2017);

    public override KernelCommit Fixed => new("13ddaf26be32", "mm/swap: fix race when skipping swapcache", "6.8", 2024);

    public override KernelMail Mail =>
        new(
            "[PATCH v4] mm/swap: fix race when skipping swapcache",
            "Kairui Song",
            new DateOnly(2024, 2, 19),
            "20240219082040.7495-1-ryncsn@gmail.com"
        );

    public override string Kernels => "4.15 to 6.7, with swap on zram, brd or another synchronous device";

    public override LossCause Cause => LossCause.StaleInstall;

    public override RaceToggle Toggle => new(RaceToggle.SyncOption, "none", "prepare-tick");

    public override RaceConfiguration Configuration =>
        new()
        {
            Device = "zram",
            RegionBytes = 512 << 10,
            Threads = 128,
            ReadDelayNs = 1_000_000,
        };

    public override ProgramSpec Program { get; } =
        ProgramSpec.Parse("setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0") with
        {
            Losing = ["page 0 lost 1"],
            MayAlsoLose =
            [
                // No addition was made to what was lost.
                "page 0 mapped stale",
                // swap-count raises the count of an entry that may be free by then.
                "swap map errors: 1 (uses dropped or slots freed that should not have been)",
            ],
        };

    public override AddressSpaceOptions WithFix(AddressSpaceOptions options, bool isFixed) =>
        options with
        {
            Sync = SwapInSyncs.Find(Toggle.Value(isFixed), options.Hz)!,
        };

    public override string? WhyNotShownBy(RaceConfiguration run) =>
        run.Threads < 2 ? "one worker has nobody to race for a slot; write --threads 2 or more" : null;
}
