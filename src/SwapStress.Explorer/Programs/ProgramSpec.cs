using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;

namespace SwapStress.Explorer.Programs;

/// <summary>A program as it is written: what is done, and on what kind of memory. Without strategy and codec it does not run.</summary>
internal sealed record ProgramSpec
{
    /// <summary>The device without a codec, and so the fastest to explore.</summary>
    public const string Brd = "brd";

    /// <summary>The device that compresses, and forgets a slot's data when it is freed.</summary>
    public const string Zram = "zram";

    /// <summary>What is done first, by one thread that nobody disturbs.</summary>
    public IReadOnlyList<Operation> Setup { get; init; } = [];

    /// <summary>What each thread does.</summary>
    public required IReadOnlyList<IReadOnlyList<Operation>> Threads { get; init; }

    /// <summary>Pages of the region; null for as many as are named.</summary>
    public int? Pages { get; init; }

    /// <summary>Slots of the device that pages can have; null for as many as there are pages.</summary>
    public int? Slots { get; init; }

    /// <summary><see cref="Brd"/> or <see cref="Zram"/>.</summary>
    public string Device { get; init; } = Brd;

    /// <summary>Whether zswap is in front of the device, with room for every page.</summary>
    public bool HasZswap { get; init; }

    /// <summary>25cd241408a2: a load that skips the swap cache leaves zswap's entry.</summary>
    public bool ZswapExclusiveFix { get; init; } = true;

    /// <summary>04fc7816089c: a writeback looks whether the entry is still its slot's.</summary>
    public bool ZswapWritebackFix { get; init; } = true;

    /// <summary>f05714293a59: a page that zram is writing is copied, not reused, when it is written to.</summary>
    public bool StableWrites { get; init; } = true;

    /// <summary>Whether zram's pool refuses every allocation at first, so that each page is compressed twice.</summary>
    public bool FailsPoolAllocations { get; init; }

    /// <summary>How many of the threads' writes to each slot fail, the first ones, as on a device that is full.</summary>
    public int FailedWrites { get; init; }

    /// <summary>
    /// The losing outcomes that a search of every schedule must come upon where the configuration is not sound, as
    /// <see cref="Outcome"/> spells them.
    /// </summary>
    public IReadOnlyList<string> Losing { get; init; } = [];

    /// <summary>Losing outcomes that may come then, too.</summary>
    public IReadOnlyList<string> MayAlsoLose { get; init; } = [];

    /// <summary>Pages that the operations name.</summary>
    public int PagesNamed => Threads.Append(Setup).SelectMany(operations => operations).Max(op => op.Page) + 1;

    /// <summary>Whether the device or zswap needs a codec.</summary>
    public bool Compresses => HasZswap || Device == Zram;

    /// <summary>The text that <see cref="ProgramText"/> reads.</summary>
    public string Text => ProgramText.Describe(Setup, Threads);

    /// <summary>A specification from its text, on the default device.</summary>
    /// <exception cref="FormatException">One line that says what is wrong and what to write instead.</exception>
    public static ProgramSpec Parse(string text)
    {
        (IReadOnlyList<Operation> setup, IReadOnlyList<IReadOnlyList<Operation>> threads) = ProgramText.Parse(text);
        return new ProgramSpec { Setup = setup, Threads = threads };
    }

    /// <summary>The program that runs.</summary>
    /// <param name="name">A name for tables.</param>
    /// <param name="sync">How swap-ins are synchronised.</param>
    /// <param name="codec">The codec of zram and zswap; unused where nothing <see cref="Compresses"/>.</param>
    /// <exception cref="ArgumentException">It is not brd or zram, or the codec is missing.</exception>
    public ExploredProgram Build(string name, SwapInSync sync, CodecChoice? codec)
    {
        if (Compresses)
            ArgumentNullException.ThrowIfNull(codec);
        int pages = Pages ?? PagesNamed;
        // The header has the device's first slot.
        uint slots = (uint)(Slots ?? pages) + 1;
        Func<SwapDevice> createDevice = Device switch
        {
            Brd => () => new BrdDevice(slots),
            Zram => () => new ZramDevice(ZramOf(slots, codec!)),
            _ => throw new ArgumentException($"There is no device '{Device}'.", nameof(name)),
        };
        return new ExploredProgram
        {
            Name = name,
            Setup = Setup,
            Threads = Threads,
            CreateDevice = FailedWrites == 0 ? createDevice : () => new FullDevice(createDevice(), FailedWrites),
            Space = new AddressSpaceOptions
            {
                PageCount = pages,
                Sync = sync,
                ThreadCount = Threads.Count + 1,
                StableWrites = StableWrites,
                Zswap = HasZswap ? ZswapOf(codec!) : null,
            },
        };
    }

    private ZramOptions ZramOf(uint slots, CodecChoice codec) =>
        new(slots, codec) { AllocationFailurePercent = FailsPoolAllocations ? 100 : 0, AllocationWaitNs = 0 };

    private ZswapOptions ZswapOf(CodecChoice codec) =>
        new(codec)
        {
            MaxPoolPercent = 100,
            ExclusiveFix = ZswapExclusiveFix,
            WritebackFix = ZswapWritebackFix,
        };
}
