using System.CommandLine;
using SwapStress.Stress.Run;

namespace SwapStress.Stress.Matrix;

/// <summary>The options of <c>matrix</c>: those of <c>run</c> that are not what the matrix goes through.</summary>
internal sealed class MatrixOptionSet
{
    private const string RoundsDefault = "100";
    private const string ThreadsDefault = "32";
    private const string RegionDefault = "64K";
    private const string SyncDefault = "all";

    /// <summary>The reproducer's: workers that rest before each page let the swapper come between.</summary>
    private const string StepDelayDefault = "1ns";

    private readonly RunOptionSet _run;

    public MatrixOptionSet(RunOptionSet run)
    {
        _run = run;
        All =
        [
            run.Rounds,
            run.Threads,
            run.Region,
            run.Sync,
            run.StepDelay,
            run.CodecProvider,
            run.IoThreads,
            run.SlotScan,
            run.Work,
            run.Content,
            run.Hz,
            run.Seed,
            run.Out,
            run.NoProgress,
        ];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>Whether the live progress is off.</summary>
    public bool HasNoProgress(ParseResult parsed) => parsed.GetValue(_run.NoProgress);

    /// <summary>Where the results go, or null.</summary>
    public string? OutOf(ParseResult parsed) => parsed.GetValue(_run.Out);

    /// <summary>
    /// The options of <c>run</c> that the user wrote, and the matrix's own defaults for those that the user did not: a
    /// region so small that the race is frequent.
    /// </summary>
    public IReadOnlyList<string> Arguments(ParseResult parsed, MatrixCell cell)
    {
        var arguments = new List<string>();
        foreach (Option option in All)
        {
            if (option == _run.Out || parsed.GetResult(option) is not { Implicit: false } result)
                continue;
            // Nothing compresses in such a cell, so there is nobody to provide it.
            if (option == _run.CodecProvider && !cell.Compresses)
                continue;
            arguments.Add(option.Name);
            arguments.AddRange(result.Tokens.Select(token => token.Value));
        }
        Default(_run.Rounds, RoundsDefault);
        Default(_run.Threads, ThreadsDefault);
        Default(_run.Region, RegionDefault);
        Default(_run.Sync, SyncDefault);
        Default(_run.StepDelay, StepDelayDefault);
        return arguments;

        void Default(Option option, string value)
        {
            if (!arguments.Contains(option.Name))
                arguments.AddRange([option.Name, value]);
        }
    }
}
