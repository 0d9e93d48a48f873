using SwapStress.Explorer.Programs;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;

namespace SwapStress.Races;

/// <summary>zswap writes an entry to a slot that belongs to another page by now.</summary>
internal sealed class ZswapWriteback : Race
{
    public override string Name => "zswap-writeback";

    public override string Lost =>
        "a page that was swapped out to a reused slot: its next fault gets another page's data";

    public override string Why =>
        "zswap's shrinker W picks the oldest entry, of slot X, and drops its locks. T faults on X, maps the page and frees "
        + "the slot; R swaps another page out to X. W claims X in the swap cache, decompresses the old entry into that folio "
        + "and writes it to X. The other page's next fault gets the first one's data.";

    public override KernelCommit Brought => new("2b2811178e85", "zswap: add to mm/", "3.11", 2013);

    public override KernelCommit Fixed => new("04fc7816089c", "mm: fix zswap writeback race condition", "6.4", 2023);

    public override KernelMail Mail =>
        new(
            "[PATCH v2] mm: fix zswap writeback race condition",
            "Domenico Cerasuolo",
            new DateOnly(2023, 5, 3),
            "20230503151200.19707-1-cerasuolodomenico@gmail.com"
        );

    public override string Kernels => "3.11 to 6.3, with zswap over its limit";

    public override LossCause Cause => LossCause.StaleWriteback;

    public override RaceToggle Toggle => new("--zswap-writeback-fix", "off", "on");

    public override RaceConfiguration Configuration =>
        new()
        {
            Sync = "prepare-tick",
            Device = "zram",
            RegionBytes = 256 << 10,
            Threads = 256,
            ReadDelayNs = 100_000,
            ZswapMaxPoolPercent = 15,
            ZswapWritebackDelayNs = 1_000_000,
        };

    public override ProgramSpec Program { get; } =
        // Two counters that differ: one page's data in place of the other's must be seen.
        ProgramSpec.Parse("setup: inc 0, pageout 0, inc 1, inc 1; T0: writeback; T1: inc 0, pageout 1") with
        {
            Slots = 1,
            HasZswap = true,
            Losing = ["page 1 lost 1, page 1 misloaded"],
        };

    public override AddressSpaceOptions WithFix(AddressSpaceOptions options, bool isFixed) =>
        WithZswap(options, zswap => zswap with { WritebackFix = isFixed });
}
