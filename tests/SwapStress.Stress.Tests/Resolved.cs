using SwapStress.Harness.Options;
using SwapStress.Races;
using SwapStress.Stress.Run;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Tests;

/// <summary>What a command line means on the real model; nothing is run.</summary>
internal static class Resolved
{
    public static StressOptions From(params string[] arguments)
    {
        var model = new PagingModel();
        var commands = new Commands(
            [.. model.Strategies.Select(strategy => strategy.Name)],
            [.. RaceCatalogue.Default.All.Select(race => race.Name)]
        );
        return new OptionResolver(
            commands.RootOptions,
            commands.Parse(arguments),
            model,
            RaceCatalogue.Default
        ).Resolve();
    }

    public static StressOptions FromLine(string line) => From(line.Split(' '));
}
