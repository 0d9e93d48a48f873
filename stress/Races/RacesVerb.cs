using SwapStress.Harness;
using SwapStress.Races;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Races;

/// <summary>The verb <c>races</c>: what <c>--race</c> can show.</summary>
internal sealed class RacesVerb(RaceCatalogue races) : IVerb
{
    public string Name => "races";

    public string Description => "List the races of --race: what is lost, why, which commits, how to run them.";

    public IReadOnlyList<string> Examples { get; } = ["swapstress races"];

    public async Task<int> RunAsync(Invocation invocation)
    {
        foreach (string line in RaceText.Describe(races.All))
            await invocation.Output.WriteLineAsync(line);
        return ExitCode.Clean;
    }
}
