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
        if (LossProgram.Of(window) is not { } program)
            return RaceOf(window) is { } race ? $"swapstress {ExploreCommand.Verb} --race {race} --fix off" : null;
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
        AddIf(!options.StableWrites, "--stable-writes off");
        if (strategy is { Race: { Toggle.IsSync: false } shown, IsFixed: false })
            arguments.Add($"{shown.Toggle.Option} {shown.Toggle.Off}");
        return $"swapstress {ExploreCommand.Verb} {string.Join(' ', arguments.Distinct(StringComparer.Ordinal))}";

        void AddIf(bool condition, string argument)
        {
            if (condition)
                arguments.Add(argument);
        }
    }

    /// <summary>The race of a loss whose window says only that somebody overran an object.</summary>
    private static Race? RaceOf(LossWindow window) =>
        window.Events.Any(e => e.Kind == FlightEventKind.Overrun)
            ? RaceCatalogue.Default.All.FirstOrDefault(race => race is { Cause: LossCause.Overrun, Program: not null })
            : null;
}
