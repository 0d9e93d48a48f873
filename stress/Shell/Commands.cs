using System.Buffers;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.Text.Unicode;
using SwapStress.Harness;
using SwapStress.Stress.Doctor;
using SwapStress.Stress.Explore;
using SwapStress.Stress.Matrix;
using SwapStress.Stress.Report;
using SwapStress.Stress.Run;
using SwapStress.Stress.Shell.Completion;
using SwapStress.Stress.SwapIn;

namespace SwapStress.Stress.Shell;

/// <summary>The verbs and their options. The root command is <c>run</c>.</summary>
internal sealed class Commands
{
    private const string RunDescription =
        "Workers add to every page of a region while a swapper pages it out; lost updates are counted. Sizes are "
        + "written 32M, durations 1ms. Exit codes: 0 clean, or only the controls of a comparison lost data; 1 data "
        + "lost; 2 usage; 3 this machine cannot do it; 4 inconclusive: a control did not lose, or a strategy has no round that counts; 5 no progress for --watchdog; 70 internal error; "
        + "130 interrupted. Where results could not be written, 0 and 130 become 3.";

    public Commands(IReadOnlyList<string> strategyNames, IReadOnlyList<string> raceNames)
    {
        RootOptions = new RunOptionSet(strategyNames, raceNames);
        RunOptions = new RunOptionSet(strategyNames, raceNames);
        Root = new RootCommand("SwapStress, a reproducer of swap-in races. " + RunDescription);
        foreach (Option option in RootOptions.All)
            Root.Options.Add(option);
        Run = new Command("run", RunDescription + " The same as no verb.");
        foreach (Option option in RunOptions.All)
            Run.Options.Add(option);
        Races = new Command("races", "List the races of --race: what is lost, why, which commits, how to run them.");
        Matrix = new Command(
            "matrix",
            "Every strategy on {zram, brd with 1 ms} x {zswap off, on} x {lz4, zstd}: the same rounds on each, and a table. "
                + "Defaults: --sync all --rounds 100 --threads 32 --region 64K --step-delay 1ns. Exit code 1 if a sound strategy lost anything, 4 if a combination is inconclusive."
        );
        MatrixOptions = new MatrixOptionSet(new RunOptionSet(strategyNames, raceNames));
        foreach (Option option in MatrixOptions.All)
            Matrix.Options.Add(option);
        Explore = new Command(
            ExploreCommand.Verb,
            "Search the schedules of small programs for one that loses data, and show how; by default those of the races, "
                + "their fixes off and on. Exit codes: 0 nothing but controls lost; 1 data lost; 2 usage; 4 a control whose "
                + "every schedule was run never lost; 5 deadlock or livelock; 130 interrupted, with what was found until then."
        );
        ExploreOptions = new ExploreOptionSet(strategyNames, raceNames);
        foreach (Option option in ExploreOptions.All)
            Explore.Options.Add(option);
        SwapIn = new Command(
            SwapInCommand.Verb,
            "Page everything out and time the sweep that brings it back: strategies, and the running kernel, in turn, with "
                + "medians and spread. Exit codes: 0; 1 a page came back with other content; 2 usage; 3 this machine cannot do it; 130 interrupted."
        );
        SwapInOptions = new SwapInOptionSet(strategyNames);
        foreach (Option option in SwapInOptions.All)
            SwapIn.Options.Add(option);
        Report = new Command(
            ReportCommand.Verb,
            "Put recorded runs side by side, of the model and of kernels: losses for each 10,000 major faults with their "
                + "confidence interval, latency, and what differs. Runs that were killed are reported as far as they came."
        );
        Report.Arguments.Add(ReportCommand.Directories);
        Report.Options.Add(ReportCommand.Format);
        Report.Options.Add(ReportCommand.Out);
        Codecs = new Command("codecs", "List the page codecs that are there, and whose they are.");
        Doctor = new Command(
            DoctorCommand.Verb,
            "What this machine can do, and the commands that improve it; or with --pool, the size classes of a zram's pool before "
                + "and after a compaction. Exit codes: 0 a default run can work; 2 usage; 3 it cannot."
        );
        foreach (Option option in DoctorOptions.All)
            Doctor.Options.Add(option);
        Completion = new Command(
            CompletionCommand.Verb,
            "Print a script that completes command lines of swapstress in a shell."
        );
        Completion.Arguments.Add(CompletionCommand.Shell);
        Root.Subcommands.Add(Run);
        Root.Subcommands.Add(Races);
        Root.Subcommands.Add(Matrix);
        Root.Subcommands.Add(Explore);
        Root.Subcommands.Add(SwapIn);
        Root.Subcommands.Add(Report);
        Root.Subcommands.Add(Codecs);
        Root.Subcommands.Add(Doctor);
        Root.Subcommands.Add(Completion);
        // Without actions a command with verbs asks for one of them; what runs is decided by the caller.
        Root.SetAction(_ => 0);
        Run.SetAction(_ => 0);
        Races.SetAction(_ => 0);
        Matrix.SetAction(_ => 0);
        Explore.SetAction(_ => 0);
        SwapIn.SetAction(_ => 0);
        Report.SetAction(_ => 0);
        Codecs.SetAction(_ => 0);
        Doctor.SetAction(_ => 0);
        Completion.SetAction(_ => 0);
        foreach (HelpOption help in Root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        foreach (VersionOption version in Root.Options.OfType<VersionOption>())
            version.Action = new VersionWithCommit();
    }

    public RootCommand Root { get; }

    public Command Run { get; }

    public Command Races { get; }

    public Command Matrix { get; }

    public Command Explore { get; }

    public Command SwapIn { get; }

    public Command Report { get; }

    public Command Codecs { get; }

    public Command Doctor { get; }

    public Command Completion { get; }

    public RunOptionSet RootOptions { get; }

    public RunOptionSet RunOptions { get; }

    public MatrixOptionSet MatrixOptions { get; }

    public ExploreOptionSet ExploreOptions { get; }

    public SwapInOptionSet SwapInOptions { get; }

    public DoctorOptionSet DoctorOptions { get; } = new();

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="UsageException">They do not parse.</exception>
    public ParseResult Parse(IReadOnlyList<string> arguments)
    {
        // No shell can pass it, no file can have it in its name, and results could not be written.
        if (!arguments.All(IsText))
            throw new UsageException("an argument has a NUL or half a character; leave it out");
        ParseResult parsed = Root.Parse(
            arguments,
            new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
        );
        bool isSuggestion = Root
            .Directives.OfType<SuggestDirective>()
            .Any(suggest => parsed.GetResult(suggest) is not null);
        if (parsed.Action is not HelpWithExamples && !isSuggestion)
            UsageErrors.ThrowIfAny(parsed);
        return parsed;
    }

    /// <summary>Whether what a command line asks for goes to files: the text then only tells of it.</summary>
    public bool HasResultsFile(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        return command == Root
            || command == Run
            || command == Matrix
            || command.Options.Any(option =>
                option.Name is "--json" or "--out" && parsed.GetResult(option) is { Implicit: false }
            );
    }

    private static bool IsText(string argument) =>
        !argument.Contains('\0')
        && Utf8.FromUtf16(argument, new byte[3 * argument.Length], out _, out _, replaceInvalidSequences: false)
            == OperationStatus.Done;
}
