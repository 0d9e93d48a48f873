using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Races;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Run;

/// <summary>Plans a run: a new one from its command line, or an earlier one from the command line that its options.json has.</summary>
internal sealed class RunPlanner(Commands commands, IModel model, RaceCatalogue races)
{
    /// <summary>Plans.</summary>
    /// <param name="set">The options of the command that was given.</param>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public RunPlan Plan(RunOptionSet set, ParseResult parsed)
    {
        if (parsed.GetValue(set.Resume) is { } directory)
            return Resume(directory, set, parsed);
        string? trace = new TraceOption(set, parsed).Resolve();
        StressOptions options = WithWholePaths(new OptionResolver(set, parsed, model, races).Resolve()) with
        {
            TraceFile = trace,
        };
        CheckPaths(options);
        Dictionary<string, string?> arguments = Given(set, parsed, set.OfOnePart);
        // Who resumes it may stand in another directory.
        if (options.Content.Path is not null)
            arguments[set.Content.Name] = options.Content.ToString();
        if (options.Zram.BackingFile is { } backingFile)
            arguments[set.BackingFile.Name] = backingFile;
        // It turned the recorder on, and whoever resumes may not ask for a trace.
        if (options.TraceFile is not null)
            arguments[set.FlightRecorder.Name] = "on";
        return new RunPlan(options, new RunRecipe(arguments, options), Earlier: null);
    }

    private RunPlan Resume(string directory, RunOptionSet set, ParseResult parsed)
    {
        if (
            set.All.Except([set.Resume, .. set.OfResume]).FirstOrDefault(option => IsGiven(parsed, option)) is { } given
        )
            throw new UsageException(
                $"{given.Name} is what it was when the run of --resume began; leave it out: beside --resume only "
                    + $"{string.Join(", ", set.OfResume.Select(option => option.Name))} can be given"
            );
        ResumableRun earlier = ResumableRun.Open(directory);
        try
        {
            earlier.CheckMeaning(Resolve(earlier.Arguments));
            // A duration is that of one part; what else is given now holds for the parts after this one, too.
            Dictionary<string, string?> lasting = With(
                earlier.Arguments,
                Given(set, parsed, [.. set.OfOnePart, set.Duration])
            );
            Dictionary<string, string?> now = With(earlier.Arguments, Given(set, parsed, set.OfOnePart));
            StressOptions options = Resolve(now) with { Out = directory };
            ThrowIfDone(directory, options, earlier);
            string? trace = new TraceOption(set, parsed).ResolveResumed(
                options.FlightRecorder,
                options.Backend == Backend.Kernel
            );
            options = options with { TraceFile = trace };
            CheckPaths(options);
            return new RunPlan(options, new RunRecipe(lasting, Resolve(lasting) with { Out = directory }), earlier);
        }
        catch
        {
            earlier.Dispose();
            throw;
        }
    }

    private static void CheckPaths(StressOptions options) =>
        PathRules.Check(
            [
                new NamedPath("appsettings.json", FileSettings.FileName, IsWritten: false),
                new NamedPath("--content", options.Content.Path, IsWritten: false),
                .. options.Strategies.Select(
                    (_, i) =>
                        new NamedPath(
                            "--backing-file",
                            options.Zram.BackingFile is null ? null : options.Zram.BackingFileOf(i),
                            IsWritten: true
                        )
                ),
                new NamedPath("--trace", options.TraceFile, IsWritten: true),
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

    private StressOptions Resolve(IReadOnlyDictionary<string, string?> arguments)
    {
        ParseResult run = commands.Parse([
            commands.Run.Name,
            .. arguments.SelectMany(argument => new[] { argument.Key, argument.Value }.OfType<string>()),
        ]);
        return new OptionResolver(commands.RunOptions, run, model, races).Resolve();
    }

    /// <summary>The options that are written there, but for some; null for the value of one that has none.</summary>
    private static Dictionary<string, string?> Given(RunOptionSet set, ParseResult parsed, IEnumerable<Option> but) =>
        set
            .All.Except(but)
            .Where(option => IsGiven(parsed, option))
            .ToDictionary(
                option => option.Name,
                option => parsed.GetResult(option)!.Tokens.Select(token => token.Value).FirstOrDefault(),
                StringComparer.Ordinal
            );

    private static Dictionary<string, string?> With(
        IReadOnlyDictionary<string, string?> arguments,
        Dictionary<string, string?> others
    ) => new(arguments.Where(argument => !others.ContainsKey(argument.Key)).Concat(others), StringComparer.Ordinal);

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
