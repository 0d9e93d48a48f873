using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Races;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Run;

/// <summary>Plans a run: a new one from its command line, or an earlier one from the command line that its options.json has.</summary>
internal sealed class RunPlanner(IModel model, RaceCatalogue races)
{
    private static readonly OptionRow[] Lasting = [.. OptionTable.All.Except(OptionTable.Of(OptionUse.Part))];

    /// <summary>Plans.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public RunPlan Plan(OptionValues values)
    {
        if (values.Text(OptionTable.Resume) is { } directory)
            return Resume(directory, values);
        string? trace = TraceOption.Resolve(values);
        StressOptions options = WithWholePaths(new OptionResolver(values, model, races).Resolve()) with
        {
            TraceFile = trace,
        };
        CheckPaths(options);
        Dictionary<OptionRow, string?> lasting = new(values.Of(Lasting));
        // Who resumes it may stand in another directory.
        if (options.Content.Path is not null)
            lasting[OptionTable.Content] = options.Content.ToString();
        if (options.Zram.BackingFile is { } backingFile)
            lasting[OptionTable.BackingFile] = backingFile;
        // It turned the recorder on, and whoever resumes may not ask for a trace.
        if (options.TraceFile is not null)
            lasting[OptionTable.FlightRecorder] = "on";
        return new RunPlan(options, RecipeOf(lasting, options), Earlier: null);
    }

    private RunPlan Resume(string directory, OptionValues values)
    {
        OptionRow[] beside = [.. OptionTable.Of(OptionUse.Resume)];
        if (OptionTable.All.Except([OptionTable.Resume, .. beside]).FirstOrDefault(values.Given) is { } given)
            throw new UsageException(
                $"{given} is what it was when the run of --resume began; leave it out: beside --resume only "
                    + $"{string.Join(", ", beside.Select(row => row.Name))} can be given"
            );
        ResumableRun earlier = ResumableRun.Open(directory);
        try
        {
            OptionValues before = OptionTable.ValuesOf(earlier.Arguments);
            earlier.CheckMeaning(Resolve(before));
            // A duration is that of one part; what else is given now holds for the parts after this one, too.
            OptionValues lasting = before.With(values.Of(Lasting.Except([OptionTable.Duration])));
            StressOptions options = Resolve(before.With(values.Of(Lasting))) with { Out = directory };
            ThrowIfDone(directory, options, earlier);
            string? trace = TraceOption.ResolveResumed(values, options.FlightRecorder, isKernel: !options.IsModel);
            options = options with { TraceFile = trace };
            CheckPaths(options);
            return new RunPlan(
                options,
                RecipeOf(lasting.Of(OptionTable.All), Resolve(lasting) with { Out = directory }),
                earlier
            );
        }
        catch
        {
            earlier.Dispose();
            throw;
        }
    }

    private static RunRecipe RecipeOf(IEnumerable<KeyValuePair<OptionRow, string?>> values, StressOptions options) =>
        new(values.ToDictionary(pair => pair.Key.Name, pair => pair.Value, StringComparer.Ordinal), options);

    private static void CheckPaths(StressOptions options) =>
        PathRules.Check(
            [
                new NamedPath("appsettings.json", FileSettings.FileName, IsWritten: false),
                new NamedPath(OptionTable.Content.Name, options.Content.Path, IsWritten: false),
                .. options.Strategies.Select(
                    (_, i) =>
                        new NamedPath(
                            OptionTable.BackingFile.Name,
                            options.Zram.BackingFile is null ? null : options.Zram.BackingFileOf(i),
                            IsWritten: true
                        )
                ),
                new NamedPath(OptionTable.Trace.Name, options.TraceFile, IsWritten: true),
            ],
            options.Out
        );

    private static StressOptions WithWholePaths(StressOptions options) =>
        options with
        {
            Content = options.Content with { Path = Whole(options.Content.Path) },
            Zram = options.Zram with { BackingFile = Whole(options.Zram.BackingFile) },
        };

    private static string? Whole(string? path) => path is null ? null : Path.GetFullPath(path);

    private static void ThrowIfDone(string directory, StressOptions options, ResumableRun earlier)
    {
        int done = options.Strategies.Min(earlier.History.NextRound);
        if (options.Rounds is > 0 and var rounds && done >= rounds)
            throw new UsageException(
                $"{directory} has {done} {(done == 1 ? "round" : "rounds")} already, and --rounds is the total; write "
                    + $"--rounds {(long)done + 1} for one more, or --rounds 0 to go on until stopped"
            );
    }

    private StressOptions Resolve(OptionValues values) => new OptionResolver(values, model, races).Resolve();
}
