using SwapStress.Harness.Options;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Run;

/// <summary>What a command line of <c>run</c> comes to.</summary>
/// <param name="Recipe">What options.json will say.</param>
/// <param name="Earlier">The run that is resumed; null for a new one.</param>
internal sealed record RunPlan(StressOptions Options, RunRecipe Recipe, ResumableRun? Earlier) : IDisposable
{
    /// <summary>What people should know before it starts, one line each.</summary>
    public IReadOnlyList<string> Remarks => Earlier?.Remarks ?? [];

    /// <summary>Opens the results, new ones or those of the earlier parts.</summary>
    /// <param name="warn">Hears of files that cannot be written, one line each.</param>
    public ResultsRecorder OpenRecorder(Action<string> warn) =>
        Earlier is null
            ? ResultsRecorder.Open(Options, warn, Recipe)
            : ResultsRecorder.Resume(Earlier, Options, Recipe, warn);

    /// <summary>Lets others have the directory that is resumed.</summary>
    public void Dispose() => Earlier?.Dispose();
}
