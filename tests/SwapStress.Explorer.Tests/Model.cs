using SwapStress.Explorer.Programs;
using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;
using SwapStress.Store.Zram;

namespace SwapStress.Explorer.Tests;

/// <summary>Programs of the model and searches of them.</summary>
internal static class Model
{
    /// <summary>The smallest program that has the race of skipping the swap cache.</summary>
    public const string SwapcacheSkip = "setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0";

    private const int Hz = 250;

    private static readonly CodecChoice Lz4 = new CodecCatalog(new NativeCodecProvider(), new ManagedCodecProvider())
        .Available()
        .First(choice => choice.Spec.Algorithm == CodecAlgorithm.Lz4);

    /// <summary>zswap with a pool as large as the region.</summary>
    public static ZswapOptions Zswap { get; } = new(Lz4) { MaxPoolPercent = 100 };

    public static TheoryData<string> SoundSyncs =>
        [.. SwapInSyncs.All(Hz).Where(sync => sync.IsExpectedSound).Select(sync => sync.Name)];

    /// <summary>A program on a plain RAM disk, whose first slot is the header.</summary>
    public static ExploredProgram Program(string text, string sync, uint slots = 2)
    {
        (IReadOnlyList<Operation> setup, IReadOnlyList<IReadOnlyList<Operation>> threads) = ProgramText.Parse(text);
        return new ExploredProgram
        {
            Name = text,
            Setup = setup,
            Threads = threads,
            Space = new AddressSpaceOptions
            {
                PageCount = 1 + threads.Append(setup).SelectMany(thread => thread).Max(operation => operation.Page),
                Sync = SwapInSyncs.Find(sync, Hz)!,
                ThreadCount = 8,
            },
            CreateDevice = () => new BrdDevice(slots),
        };
    }

    public static ExploredProgram With(this ExploredProgram program, ZswapOptions zswap) =>
        program with
        {
            Space = program.Space with { Zswap = zswap },
        };

    /// <summary>On a zram whose every write compresses twice.</summary>
    public static ExploredProgram OnStarvedZram(this ExploredProgram program, bool stableWrites) =>
        program with
        {
            Space = program.Space with { StableWrites = stableWrites },
            CreateDevice = () => new ZramDevice(new ZramOptions(8, Lz4) { AllocationFailurePercent = 100 }),
        };

    /// <summary>On a device that has no room for the first pages that the threads write to each slot.</summary>
    public static ExploredProgram OnFullDevice(this ExploredProgram program, int failures)
    {
        Func<SwapDevice> createDevice = program.CreateDevice;
        return program with { CreateDevice = () => new FullDevice(createDevice(), failures) };
    }

    /// <summary>Searches until the first bad outcome.</summary>
    public static ExplorationResult Explore(ExploredProgram program, int preemptionsMax) =>
        Explore(program, new SearchOptions { PreemptionsMax = preemptionsMax });

    public static ExplorationResult Explore(ExploredProgram program, SearchOptions options)
    {
        using var exploration = new Exploration(program, options with { ChecksInFull = true });
        return exploration.Run();
    }

    /// <summary>Asserts that no schedule within the bound has a bad outcome.</summary>
    public static ExplorationResult AssertExhausted(ExploredProgram program, int preemptionsMax)
    {
        ExplorationResult result = Explore(program, preemptionsMax);
        Assert.True(result.Bad is null, $"{program.Space.Sync.Name}: {result.Bad} by {result.Schedule}");
        Assert.True(result.IsExhausted);
        Assert.Equal(preemptionsMax, result.PreemptionBound);
        Assert.Equal([Outcome.Kept.ToString()], result.Outcomes.Keys);
        return result;
    }

    /// <summary>Asserts that a loss is found, with so many preemptions, and that its schedule replays.</summary>
    public static ExplorationResult AssertFound(ExploredProgram program, int preemptions, string outcome)
    {
        ExplorationResult result = Explore(program, preemptions + 1);
        Assert.NotNull(result.Bad);
        Assert.Contains(outcome, result.Bad.ToString(), StringComparison.Ordinal);
        Assert.Equal(preemptions, result.Preemptions);
        using var runner = new ProgramRunner(program, checksInFull: true);
        var replay = new Explorer.Searches.Replay(Explorer.Schedules.Schedule.Parse(result.Schedule!.ToString()));
        Assert.Equal(result.Bad.ToString(), runner.Run(replay).ToString());
        return result;
    }
}
