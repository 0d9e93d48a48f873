using SwapStress.Bench.Compare;
using SwapStress.Bench.Density;
using SwapStress.Bench.Throughput;
using SwapStress.Harness;
using SwapStress.Stress.Shell;

namespace SwapStress.Bench;

/// <summary>The commands that are no suites of BenchmarkDotNet, on the shell of the program.</summary>
internal static class BenchProgram
{
    /// <summary>Written as options, so that they stand beside those of BenchmarkDotNet.</summary>
    private const string Mark = "--";

    private static readonly IVerb[] Verbs =
    [
        new CompareVerb(),
        new ThroughputVerb(),
        new DensityVerb(),
        new SmokeVerb(),
    ];

    /// <summary>Whether a command line is one of them.</summary>
    public static bool Has(IReadOnlyList<string> arguments) =>
        arguments is [var first, ..] && Array.Exists(Verbs, verb => Mark + verb.Name == first);

    /// <summary>Runs one.</summary>
    /// <returns>The exit code: 0; 2 for arguments that mean nothing, 3 for what this machine cannot do.</returns>
    /// <exception cref="CheckFailedException">Something was computed wrong.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var parser = new CommandLineParser(Verbs, new HelpWords([], []));
        try
        {
            return await parser.RunAsync([arguments[0][Mark.Length..], .. arguments.Skip(1)], "bench", output, errors);
        }
        catch (Exception exception) when (exception is UsageException or EnvironmentException)
        {
            await errors.WriteLineAsync($"bench: {OneLine.Of(exception.Message)}");
            return exception is UsageException ? ExitCode.Usage : ExitCode.Environment;
        }
    }
}
