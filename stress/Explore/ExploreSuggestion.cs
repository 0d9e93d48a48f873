using System.Globalization;
using SwapStress.Harness.Losses;
using SwapStress.Harness.Options;
using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;
using SwapStress.Races;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Explore;

/// <summary>From a loss of a run to the command that explores it.</summary>
internal static class ExploreSuggestion
{
    /// <summary>The command with such arguments, as a shell reads it.</summary>
    public static string CommandOf(IEnumerable<string> arguments) =>
        $"{ProgramName.Typed} {ExploreVerb.Verb} {string.Join(' ', arguments.Select(a => a.Contains(' ') ? $"\"{a}\"" : a))}";

    /// <summary>What comes after the verb, or null where nobody can say what led to the loss.</summary>
    public static IReadOnlyList<string>? ArgumentsFor(StressOptions options, StrategyInfo strategy, LossWindow window)
    {
        // Who overran the object wrote another page, of which the window knows nothing.
        if (MayOverrun(options, strategy))
            return UnstableWrites is { } race ? ["--race", race.Name, "--fix", FixWord.Off] : null;
        if (LossProgram.Of(window) is not { } program)
            return null;
        List<string> arguments =
        [
            "--program",
            program.Text,
            "--slots",
            string.Create(CultureInfo.InvariantCulture, $"{program.Slots}"),
            "--device",
            options.Device,
            "--sync",
            strategy.Name,
        ];
        if (options.Zswap is { } zswap)
        {
            arguments.Add("--zswap");
            SwitchOff("--zswap-exclusive-fix", !zswap.ExclusiveFix);
            SwitchOff("--zswap-writeback-fix", !zswap.WritebackFix);
        }
        if (strategy is { Race: { Toggle.IsSync: false } shown, IsFixed: false })
            SwitchOff(shown.Toggle.Option, !arguments.Contains(shown.Toggle.Option));
        return arguments;

        void SwitchOff(string option, bool condition)
        {
            if (condition)
                arguments.AddRange([option, "off"]);
        }
    }

    private static bool MayOverrun(StressOptions options, StrategyInfo strategy) =>
        (!options.StableWrites && options.DeviceCompresses)
        || strategy is { Race.Cause: LossCause.Overrun, IsFixed: false };

    /// <summary>The race of such a loss.</summary>
    private static Race? UnstableWrites =>
        RaceCatalogue.Default.All.FirstOrDefault(race => race is { Cause: LossCause.Overrun, Program: not null });
}
