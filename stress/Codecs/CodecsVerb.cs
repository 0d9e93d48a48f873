using SwapStress.Harness;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Codecs;

/// <summary>The verb <c>codecs</c>: the page codecs that are there.</summary>
internal sealed class CodecsVerb(IModel model) : IVerb
{
    public string Name => "codecs";

    public string Description => "List the page codecs that are there, and whose they are.";

    public IReadOnlyList<string> Examples { get; } = ["swapstress codecs"];

    public async Task<int> RunAsync(Invocation invocation)
    {
        foreach (string line in model.DescribeCodecs())
            await invocation.Output.WriteLineAsync(line);
        return ExitCode.Clean;
    }
}
