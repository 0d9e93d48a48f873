using SwapStress.Explorer.Programs;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;

namespace SwapStress.Races;

/// <summary>zswap gives up its entry to a private folio that the fault then throws away.</summary>
internal sealed class ZswapExclusiveLoad : Race
{
    public override string Name => "zswap-exclusive-load";

    public override string Lost =>
        "a page whose only copy was in zswap: the next fault reads what the device has, often zeros";

    public override string Why =>
        "T faults on E and skips the swap cache. zswap decompresses the entry into T's private folio and drops it, as if "
        + "the folio were the swap cache's. T cannot lock the folio at once, because R has it, or finds the PTE changed: it "
        + "throws the folio away and faults again. zswap has no entry now, and the device was never written.";

    public override KernelCommit Brought => new("b9c91c43412f", "mm: zswap: support exclusive loads", "6.5", 2023);

    public override KernelCommit Fixed =>
        new("25cd241408a2", "mm: zswap: fix data loss on SWP_SYNCHRONOUS_IO devices", "6.9", 2024);

    public override KernelMail Mail =>
        new(
            "[PATCH] mm: zswap: fix data loss on SWP_SYNCHRONOUS_IO devices",
            "Johannes Weiner",
            new DateOnly(2024, 3, 24),
            "20240324210447.956973-1-hannes@cmpxchg.org"
        );

    public override string Kernels => "6.5 to 6.8, with zswap's exclusive loads and swap on a synchronous device";

    public override LossCause Cause => LossCause.OnlyCopyDropped;

    public override RaceToggle Toggle => new("--zswap-exclusive-fix", "off", "on");

    public override RaceConfiguration Configuration =>
        new()
        {
            Sync = "prepare-tick",
            Device = "zram",
            RegionBytes = 256 << 10,
            Threads = 256,
            ReadDelayNs = 1_000_000,
            ZswapMaxPoolPercent = 20,
        };

    public override ProgramSpec Program { get; } =
        // T0 finds page 0's entry, which is page 1's by the time it pins it.
        ProgramSpec.Parse("setup: inc 0, inc 1, pageout 0; T0: inc 0; T1: inc 0, pageout 1") with
        {
            Slots = 1,
            HasZswap = true,
            Losing = ["page 1 lost 1, page 1 misloaded"],
        };

    public override AddressSpaceOptions WithFix(AddressSpaceOptions options, bool isFixed) =>
        WithZswap(options, zswap => zswap with { ExclusiveFix = isFixed });
}
