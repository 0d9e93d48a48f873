using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using SwapStress.Harness;
using SwapStress.Races;
using SwapStress.Stress.Display.Live;
using SwapStress.Stress.Doctor;
using SwapStress.Stress.Explore;
using SwapStress.Stress.Matrix;
using SwapStress.Stress.Races;
using SwapStress.Stress.Report;
using SwapStress.Stress.Run;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Shell.Completion;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Stress.SwapIn;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress;

/// <summary>The program: parses, runs a verb, and turns every failure into one line and an exit code.</summary>
/// <param name="model">What it runs on.</param>
/// <param name="output">Text for people.</param>
/// <param name="errors">Errors, warnings and progress.</param>
/// <param name="races">The races that it knows; null for those of the catalogue.</param>
/// <param name="sources">Where runs find options besides the command line; null for those of the process.</param>
internal sealed class SwapStressProgram(
    IModel model,
    TextWriter output,
    TextWriter errors,
    RaceCatalogue? races = null,
    SettingSources? sources = null
)
{
    private readonly RaceCatalogue _races = races ?? RaceCatalogue.Default;

    /// <summary>Finds the terminal that progress is shown on; null for none.</summary>
    public Func<TextWriter, LiveTerminal?> OpenTerminal { get; init; } = LiveTerminal.TryOpen;

    /// <summary>Whether what was asked for is the text, and nothing else has it.</summary>
    public bool TextIsResult { get; private set; } = true;

    [SuppressMessage("Design", "CA1031", Justification = "The last frame: an unexpected error is one line too.")]
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            return await DispatchAsync(arguments);
        }
        catch (UsageException exception)
        {
            string sentence = OneLine.Of(exception.Message).TrimEnd('.');
            string end = sentence.EndsWith('?') ? "" : ".";
            await errors.WriteLineAsync($"swapstress: {sentence}{end} See '{ProgramName.Typed} --help'.");
            return ExitCode.Usage;
        }
        catch (EnvironmentException exception)
        {
            await errors.WriteLineAsync($"swapstress: {OneLine.Of(exception.Message)}");
            return ExitCode.Environment;
        }
        catch (DataLossException exception)
        {
            await errors.WriteLineAsync($"swapstress: {OneLine.Of(exception.Message)}");
            return ExitCode.DataLost;
        }
        catch (OutOfMemoryException exception)
        {
            await errors.WriteLineAsync(
                $"swapstress: the system refused memory or a thread: {OneLine.Of(exception.Message)} Write fewer --threads or a smaller "
                    + "--region; 'ulimit -a', and pids.max and memory.max of its cgroup, say what this process may have."
            );
            return ExitCode.Environment;
        }
        catch (Exception exception)
        {
            await errors.WriteLineAsync(
                $"swapstress: internal error: {exception.GetType().Name}: {OneLine.Of(exception.Message)}"
            );
            return ExitCode.Internal;
        }
    }

    private async Task<int> DispatchAsync(IReadOnlyList<string> arguments)
    {
        var commands = new Commands(
            model.Strategies.Select(strategy => strategy.Name).ToArray(),
            _races.All.Select(race => race.Name).ToArray()
        );
        ParseResult parsed = commands.Parse(arguments);
        Command command = parsed.CommandResult.Command;
        if (parsed.Action is { } action && action != command.Action)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        TextIsResult = !commands.HasResultsFile(parsed);
        if (command == commands.Codecs)
        {
            foreach (string line in model.DescribeCodecs())
                await output.WriteLineAsync(line);
            return ExitCode.Clean;
        }
        if (command == commands.Races)
        {
            foreach (string line in RaceText.Describe(_races.All))
                await output.WriteLineAsync(line);
            return ExitCode.Clean;
        }
        if (command == commands.Matrix)
            return await new MatrixCommand(commands, parsed, model, _races, output, errors, OpenTerminal).RunAsync();
        if (command == commands.Explore)
        {
            var cases = new ExploreCases(_races, model.Strategies);
            return await new ExploreCommand(commands.ExploreOptions, parsed, cases, output).RunAsync();
        }
        if (command == commands.SwapIn)
            return new SwapInCommand(commands.SwapInOptions, parsed, model, output).Run();
        if (command == commands.Report)
            return new ReportCommand(parsed, output).Run();
        if (command == commands.Doctor)
            return await new DoctorCommand(commands.DoctorOptions, parsed, model, output).RunAsync();
        if (command == commands.Completion)
            return new CompletionCommand(commands.Root, parsed.GetValue(CompletionCommand.Shell), output).Run();
        RunOptionSet set = command == commands.Run ? commands.RunOptions : commands.RootOptions;
        RunSettings settings = RunSettings.Read(sources ?? SettingSources.OfProcess(), set, parsed, _races);
        try
        {
            return await RunAsync(
                commands,
                set,
                commands.Parse([.. arguments, .. settings.Arguments]),
                settings.Remarks
            );
        }
        catch (UsageException exception)
        {
            throw settings.Explain(exception);
        }
    }

    private async Task<int> RunAsync(
        Commands commands,
        RunOptionSet set,
        ParseResult parsed,
        IEnumerable<string> settings
    )
    {
        using RunPlan plan = new RunPlanner(commands, model, _races).Plan(set, parsed);
        foreach (string remark in settings.Concat(plan.Remarks))
            await errors.WriteLineAsync($"swapstress: {remark}");
        LiveTerminal? terminal = parsed.GetValue(set.NoProgress) ? null : OpenTerminal(errors);
        return (await RunHost.RunAsync(plan, model, output, errors, terminal)).Code;
    }
}
