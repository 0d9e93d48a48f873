using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Stress.Shell;

namespace SwapStress.Bench.Compare;

/// <summary><c>--compare</c>: swap-ins and swap-outs of all strategies, interleaved in one process.</summary>
internal sealed class CompareVerb : IVerb
{
    private const int RepeatsDefault = 60;
    private const int WarmUps = 40;

    public string Name => "compare";

    public string Description =>
        "Measure swap-ins and swap-outs of all strategies, interleaved in one process, as ratios.";

    public IReadOnlyList<OptionRow> Options { get; } = [BenchTable.Repeat];

    public IReadOnlyList<string> Examples { get; } = ["bench --compare --repeat 20"];

    public Task<int> RunAsync(Invocation invocation)
    {
        // Tier-1 code compiled with what the first calls have shown is what a long run runs.
        Run(WarmUps, invocation.Values.Get(BenchTable.Repeat, RepeatsDefault), invocation.Output);
        return Task.FromResult(ExitCode.Clean);
    }

    /// <summary>The comparison without its command line.</summary>
    public static void Run(int warmUps, int repeats, TextWriter output)
    {
        using var comparison = new Comparison();
        for (int i = 0; i < warmUps; i++)
            comparison.Repeat(i);
        comparison.Forget();
        for (int i = 0; i < repeats; i++)
            comparison.Repeat(i);
        comparison.Check();
        ComparisonTable.Write(comparison, output);
    }
}
