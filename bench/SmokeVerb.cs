using SwapStress.Harness;
using SwapStress.Stress.Shell;

namespace SwapStress.Bench;

/// <summary><c>--smoke</c>: each benchmark once, its result checked, nothing timed.</summary>
internal sealed class SmokeVerb : IVerb
{
    public string Name => "smoke";

    public string Description => "Run each benchmark and check its result; nothing is timed.";

    public IReadOnlyList<string> Examples { get; } = ["bench --smoke"];

    public async Task<int> RunAsync(Invocation invocation)
    {
        int runs = SmokeRun.Run(invocation.Output);
        await invocation.Output.WriteLineAsync($"{runs} benchmark methods ran, and their results are right.");
        return ExitCode.Clean;
    }
}
