using SwapStress.Harness.Options;
using SwapStress.Paging.Recording;
using SwapStress.Stress.Explore;

namespace SwapStress.Stress.Tests.Explore;

/// <summary>The command that a stress run prints for a loss.</summary>
public sealed class ExploreSuggestionTests
{
    private static readonly LossWindow Window = new()
    {
        Page = 5,
        Slot = 3,
        InstalledPage = 5,
        InstalledVersion = 1,
        NewestVersion = 2,
        LostUpdates = 1,
        ThreadId = 1,
        Events =
        [
            At(1, FlightEventKind.FaultBegin),
            At(2, FlightEventKind.FaultBegin),
            At(2, FlightEventKind.Install),
            At(2, FlightEventKind.Isolated),
            At(2, FlightEventKind.Unmapped),
            At(1, FlightEventKind.Install) with
            {
                IsLosing = true,
            },
        ],
    };

    private const string Program =
        "swapstress explore --program \"setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0\" --slots 1 --device ";

    [Theory]
    [InlineData("--fix off", Program + "zram --sync none")]
    [InlineData("--fix off --device brd", Program + "brd --sync none")]
    [InlineData(
        "--race zswap-exclusive-load --fix off",
        Program + "zram --sync prepare-tick --zswap --zswap-exclusive-fix off"
    )]
    [InlineData(
        "--sync cached --zswap --zswap-writeback-fix off",
        Program + "zram --sync cached --zswap --zswap-writeback-fix off"
    )]
    [InlineData("--sync cached --stable-writes off", "swapstress explore --race unstable-write --fix off")]
    [InlineData("--race unstable-write --fix off", "swapstress explore --race unstable-write --fix off")]
    public void It_has_the_options_of_the_run(string run, string command)
    {
        StressOptions options = Resolved.FromLine(run);
        StrategyInfo strategy = options.Strategies[0];
        IReadOnlyList<string>? arguments = ExploreSuggestion.ArgumentsFor(options, strategy, Window);
        Assert.NotNull(arguments);
        Assert.Equal(command, ExploreSuggestion.CommandOf(arguments));
    }

    private static FlightEvent At(int thread, FlightEventKind kind) => new(kind, 5, thread, 3, 0, 0, 0);
}
