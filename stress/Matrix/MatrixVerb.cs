using System.Globalization;
using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Rounds;
using SwapStress.Races;
using SwapStress.Stress.Display;
using SwapStress.Stress.Display.Live;
using SwapStress.Stress.Report;
using SwapStress.Stress.Run;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Matrix;

/// <summary>
/// The verb <c>matrix</c>: the same rounds of every strategy on every combination of device, zswap and codec, one
/// combination after the other, and a table of all.
/// </summary>
internal sealed class MatrixVerb(IModel model, RaceCatalogue races, Func<TextWriter, LiveTerminal?> openTerminal)
    : IVerb
{
    /// <summary>The exit codes of combinations: what the first of these says is worse than what the others do.</summary>
    private static readonly int[] Worst =
    [
        ExitCode.Interrupted,
        ExitCode.DataLost,
        ExitCode.Internal,
        ExitCode.NoProgress,
        ExitCode.Environment,
        ExitCode.Inconclusive,
        ExitCode.Clean,
    ];

    private const string MarkdownFile = "matrix.md";
    private const string JsonFile = "matrix.json";

    public string Name => "matrix";

    public string Description =>
        "Every strategy on {zram, brd with 1 ms} x {zswap off, on} x {lz4, zstd}: the same rounds on each, and a table. "
        + $"Defaults: {string.Join(' ', Defaults.Select(row => $"{row} {row.MatrixDefault}"))}. Exit code 1 if a sound strategy lost anything, 4 if a combination is inconclusive.";

    public IReadOnlyList<OptionRow> Options { get; } = [.. OptionTable.Of(OptionUse.Matrix)];

    public IReadOnlyList<string> Examples { get; } =
    ["swapstress matrix --rounds 10", "swapstress matrix --sync prepare-tick,cached --threads 64"];

    public bool WritesFiles => true;

    private static IEnumerable<OptionRow> Defaults => OptionTable.All.Where(row => row.MatrixDefault is not null);

    /// <summary>Runs every combination.</summary>
    /// <returns>The exit code: 1 if a sound strategy lost anything in any combination.</returns>
    public async Task<int> RunAsync(Invocation invocation)
    {
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        string directory = invocation.Values.Text(OptionTable.Out) ?? ResultsDirectory.Default(Name, startedUtc);
        // All of them first: a mistake in the options is known before the first round.
        RunPlan[] runs = [.. MatrixCell.All.Select(cell => Resolve(invocation.Values, cell, directory))];
        if (runs[0].Options.Rounds == 0)
            throw new UsageException("--rounds 0 would never leave the first combination; write --rounds 100");
        if (File.Exists(Path.Combine(directory, JsonFile)))
            throw new UsageException($"--out {directory} has a {JsonFile} already; name another directory");
        bool isNew = !Directory.Exists(directory);
        try
        {
            return await RunAsync(invocation, runs, directory, startedUtc);
        }
        finally
        {
            // What was refused before its first round leaves nothing.
            if (isNew && Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
                Directory.Delete(directory);
        }
    }

    private async Task<int> RunAsync(Invocation invocation, RunPlan[] runs, string directory, DateTimeOffset startedUtc)
    {
        TextWriter output = invocation.Output;
        ResultsDirectory.Create(directory);
        using OutputFile json = OutputFile.Open("the matrix", Path.Combine(directory, JsonFile));
        using OutputFile markdown = OutputFile.Open("the matrix", Path.Combine(directory, MarkdownFile));
        var results = new List<MatrixCellResult>();
        int code = ExitCode.Clean;
        bool isInterrupted = false;
        for (int i = 0; i < runs.Length && !isInterrupted; i++)
        {
            MatrixCell cell = MatrixCell.All[i];
            await output.WriteLineAsync(
                $"{cell.Label} ({i + 1} of {runs.Length}): {Rounds(runs[i].Options.Rounds.GetValueOrDefault())} of {runs[i].Options.Strategies.Count} strategies{Left(i)}..."
            );
            LiveTerminal? terminal = invocation.Values.Given(OptionTable.NoProgress)
                ? null
                : openTerminal(invocation.Errors);
            RunOutcome outcome = await RunHost.RunAsync(runs[i], model, TextWriter.Null, invocation.Errors, terminal);
            if (outcome.Result is not { } result)
                return outcome.Code;
            results.Add(new MatrixCellResult(cell, result));
            await output.WriteLineAsync($"{cell.Label}: {result.Verdict.Text}");
            code = Worse(code, outcome.Code);
            isInterrupted = result.Interrupted;
        }
        string verdict = Judge(results, isInterrupted);
        Write(json, markdown, results, startedUtc, invocation.Text, verdict, code, isInterrupted);
        await output.WriteLineAsync($"Verdict: {verdict}");
        await output.WriteLineAsync($"Results are in {directory}");
        return code;

        // As if the others took as long as those before, which zstd does not.
        string Left(int done) =>
            done == 0
                ? ""
                : $"; about {ProgressText.Format((DateTimeOffset.UtcNow - startedUtc) / done * (runs.Length - done))} left for all";
    }

    /// <summary>What the user wrote, the matrix's own defaults for what the user did not, and what the cell is.</summary>
    private RunPlan Resolve(OptionValues values, MatrixCell cell, string directory)
    {
        IEnumerable<OptionRow> given = Options.Except([OptionTable.Out, OptionTable.NoProgress]);
        // Nothing compresses in such a cell, so there is nobody to provide it.
        if (!cell.Compresses)
            given = given.Except([OptionTable.CodecProvider]);
        return new RunPlanner(model, races).Plan(
            new OptionValues(Defaults.ToDictionary(row => row, row => row.MatrixDefault))
                .With(values.Of(given))
                .With(cell.Values)
                .With([new(OptionTable.Out, Path.Combine(directory, cell.Name))])
        );
    }

    private static string Rounds(int count) => count == 1 ? "1 round" : $"{count} rounds";

    private static int Worse(int one, int other) => Worst.First(code => code == one || code == other);

    private static string Judge(List<MatrixCellResult> results, bool isInterrupted)
    {
        StrategyResult[] all = [.. results.SelectMany(result => result.Run.Strategies)];
        StrategyResult[] sound = [.. all.Where(result => result.Strategy.Sound)];
        long bad = sound.Count(result =>
            result.HasDataLoss || result.Tally[Counter.StaleInstalls] > 0 || result.Defects > 0
        );
        long controls = all.Count(result => !result.Strategy.Sound && result.HasDataLoss);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Rounds(sound.Sum(result => result.CountedRounds))} that count of sound strategies in {results.Count} combinations: "
                + $"{(bad == 0 ? "nothing lost, misloaded, stale or leaked" : $"{bad} of {sound.Length} fields are not clean")}; "
                + $"controls lost data in {controls} of {all.Length - sound.Length} fields"
        );
        int open = results.Count(result => result.Run.Verdict.Code == ExitCode.Inconclusive);
        if (open > 0)
            text = $"inconclusive in {open} of {results.Count}: {text}";
        return isInterrupted ? $"interrupted, {text}" : text;
    }

    private static void Write(
        OutputFile json,
        OutputFile markdown,
        IReadOnlyList<MatrixCellResult> results,
        DateTimeOffset startedUtc,
        string command,
        string verdict,
        int code,
        bool isInterrupted
    )
    {
        var document = new MatrixDocument(
            MatrixDocument.SchemaName,
            BuildInfo.Version,
            BuildInfo.Commit,
            startedUtc.UtcDateTime,
            HostInfo.Read(),
            command,
            [.. results.Select(MatrixCellDocument.From)],
            verdict,
            code,
            isInterrupted
        );
        JsonOutput.Write(json, JsonSerializer.Serialize(document, MatrixJson.Indented.MatrixDocument));
        ReportFile.Write(markdown, file => file.Write(MatrixReport.Write(results, command, verdict)));
    }
}
