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
        CommandLineParser parser = Parser;
        return new OptionResolver(
            parser.ValuesOf(parser.Parse(arguments)),
            new PagingModel(),
            RaceCatalogue.Default
        ).Resolve();
    }

    /// <summary>The command line of the real program.</summary>
    public static CommandLineParser Parser =>
        new SwapStressProgram(new PagingModel(), TextWriter.Null, TextWriter.Null).CreateParser();

    public static StressOptions FromLine(string line) => From(line.Split(' '));
}
