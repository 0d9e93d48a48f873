using SwapStress.Explorer.Programs;
using SwapStress.Paging;
using SwapStress.Paging.Ghost;

namespace SwapStress.Races;

/// <summary>A page changes between zram's two compressions of it, and the longer result overruns its object.</summary>
internal sealed class UnstableWrite : Race
{
    private const long TwoPagesBytes = 2 * Primitives.PageSize.Bytes;

    public override string Name => "unstable-write";

    public override string Lost => "other pages' compressed data, which lie behind the overrun object in zram's pool";

    public override string Why =>
        "R sets writeback, unlocks the folio and has zram compress it to n bytes. The pool has no room without waiting, so "
        + "zram gives its stream back and waits for memory. T writes to the page, finds its folio in the swap cache and uses "
        + "it again, writeback or not, with data that compresses badly. zram compresses once more, gets more than n bytes, "
        + "and copies them into the object of n bytes.";

    public override KernelCommit Brought => new("da9556a2367c", "zram: user per-cpu compression streams", "4.7", 2016);

    public override KernelCommit Fixed => new("f05714293a59", "mm: support anonymous stable page", "4.10", 2017);

    public override KernelMail Mail =>
        new(
            "[PATCH v2] mm: support anonymous stable page",
            "Minchan Kim",
            new DateOnly(2016, 11, 21),
            "20161120233015.GA14113@bbox"
        );

    public override string Kernels => "4.7 to 4.9, with swap on zram";

    public override LossCause Cause => LossCause.Overrun;

    public override RaceToggle Toggle => new("--stable-writes", "off", "on");

    public override RaceConfiguration Configuration =>
        new()
        {
            // The kernels that had it skipped no swap cache yet.
            Sync = "cached",
            Device = "zram",
            RegionBytes = 256 << 10,
            Threads = 64,
            ReadDelayNs = 0,
            // So that a page goes out between two updates, and is still being written when the second one comes.
            StepDelayNs = 100_000,
            IoThreads = 8,
            FailPoolAllocPercent = 50,
            Content = "zero",
            FillsPages = true,
        };

    public override ProgramSpec Program { get; } =
        // Page 0 has come in again, so that its next object is the one before page 1's.
        ProgramSpec.Parse("setup: inc 0, inc 1, pageout 0, pageout 1, inc 0; T0: pageout 0; T1: fill 0") with
        {
            Device = ProgramSpec.Zram,
            FailsPoolAllocations = true,
            Losing = ["page 1 lost 1, page 1 cannot be read"],
        };

    public override AddressSpaceOptions WithFix(AddressSpaceOptions options, bool isFixed) =>
        options with
        {
            StableWrites = isFixed,
        };

    public override string? WhyNotShownBy(RaceConfiguration run) =>
        run switch
        {
            { Device: "brd" } => "brd copies a page once and never compresses; write --device zram",
            { FailPoolAllocPercent: 0 } =>
                "zram compresses a second time only where its pool refuses an allocation; write --fail-pool-alloc 50",
            { FillsPages: false } => "counters alone make no page longer when compressed; write --work fill",
            { Content: "random" } => "random pages are stored as they are and cannot get longer; write --content zero",
            { RegionBytes: < TwoPagesBytes } => "one page has no neighbour to damage; write --region 8K or more",
            _ => null,
        };
}
