using SwapStress.Explorer.Programs;
using SwapStress.Harness.Interleavings;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Races;

namespace SwapStress.Cli.Explore;

/// <summary>From a loss of a run to the command that explores it.</summary>
internal static class ExploreSuggestion
{
    /// <summary>The command, or null where nobody can say what led to the loss.</summary>
    /// <param name="options">The run.</param>
    /// <param name="strategy">The strategy that lost.</param>
    /// <param name="window">The loss.</param>
    public static string? CommandFor(StressOptions options, StrategyInfo strategy, LossWindow window)
    {
        // Who overran the object wrote another page, of which the window knows nothing.
        if (MayOverrun(options, strategy))
            return UnstableWrites is { } race ? $"swapstress {ExploreCommand.Verb} --race {race} --fix off" : null;
        if (LossProgram.Of(window) is not { } program)
            return null;
        List<string> arguments =
        [
            $"--program \"{program.Text}\"",
            $"--slots {program.Slots}",
            $"--device {options.Device}",
            $"--sync {strategy.Name}",
        ];
        if (options.Zswap is { } zswap)
        {
            arguments.Add("--zswap");
            AddIf(!zswap.ExclusiveFix, "--zswap-exclusive-fix off");
            AddIf(!zswap.WritebackFix, "--zswap-writeback-fix off");
        }
        if (strategy is { Race: { Toggle.IsSync: false } shown, IsFixed: false })
            arguments.Add($"{shown.Toggle.Option} {shown.Toggle.Off}");
        return $"swapstress {ExploreCommand.Verb} {string.Join(' ', arguments.Distinct(StringComparer.Ordinal))}";

        void AddIf(bool condition, string argument)
        {
            if (condition)
                arguments.Add(argument);
        }
    }

    private static bool MayOverrun(StressOptions options, StrategyInfo strategy) =>
        (!options.StableWrites && options.DeviceCompresses)
        || strategy is { Race.Cause: LossCause.Overrun, IsFixed: false };

    /// <summary>The race of such a loss.</summary>
    private static Race? UnstableWrites =>
        RaceCatalogue.Default.All.FirstOrDefault(race => race is { Cause: LossCause.Overrun, Program: not null });
}
