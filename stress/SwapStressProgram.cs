using System.Diagnostics.CodeAnalysis;
using SwapStress.Harness;
using SwapStress.Races;
using SwapStress.Stress.Codecs;
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
    private CommandLineParser? _parser;

    /// <summary>Finds the terminal that progress is shown on; null for none.</summary>
    public Func<TextWriter, LiveTerminal?> OpenTerminal { get; init; } = LiveTerminal.TryOpen;

    /// <summary>Whether what was asked for is the text, and nothing else has it.</summary>
    public bool TextIsResult => _parser?.TextIsResult ?? true;

    [SuppressMessage("Design", "CA1031", Justification = "The last frame: an unexpected error is one line too.")]
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            _parser = CreateParser();
            return await _parser.RunAsync(arguments, "swapstress", output, errors);
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

    /// <summary>The command line of its verbs.</summary>
    internal CommandLineParser CreateParser() =>
        new(
            Verbs,
            new HelpWords(
                [.. model.Strategies.Select(strategy => strategy.Name)],
                [.. _races.All.Select(race => race.Name)]
            )
        );

    /// <summary>The verbs, in the order of help; the first one runs without being named.</summary>
    internal IReadOnlyList<IVerb> Verbs =>
        [
            new RunVerb(model, _races, OpenTerminal, () => sources ?? SettingSources.OfProcess()),
            new RacesVerb(_races),
            new MatrixVerb(model, _races, OpenTerminal),
            new ExploreVerb(_races, model.Strategies),
            new SwapInVerb(model),
            new ReportVerb(),
            new CodecsVerb(model),
            new DoctorVerb(model),
            new CompletionVerb(),
        ];
}
