using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using SwapStress.Cli.CommandLine;
using SwapStress.Cli.Hosting;
using SwapStress.Cli.Wiring;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Harness.Runs;

namespace SwapStress.Cli;

/// <summary>The program: parses, runs a verb, and turns every failure into one line and an exit code.</summary>
internal sealed class SwapStressProgram(IModel model, TextWriter output, TextWriter errors)
{
    [SuppressMessage("Design", "CA1031", Justification = "The last frame: an unexpected error is one line too.")]
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            return await DispatchAsync(arguments);
        }
        catch (UsageException exception)
        {
            string sentence = exception.Message.TrimEnd('.');
            string end = sentence.EndsWith('?') ? "" : ".";
            await errors.WriteLineAsync($"swapstress: {sentence}{end} See 'swapstress --help'.");
            return ExitCode.Usage;
        }
        catch (EnvironmentException exception)
        {
            await errors.WriteLineAsync($"swapstress: {exception.Message}");
            return ExitCode.Environment;
        }
        catch (Exception exception)
        {
            await errors.WriteLineAsync(
                $"swapstress: internal error: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}"
            );
            return ExitCode.Internal;
        }
    }

    private async Task<int> DispatchAsync(IReadOnlyList<string> arguments)
    {
        var commands = new Commands(model.Strategies.Select(strategy => strategy.Name).ToArray());
        ParseResult parsed = commands.Parse(arguments);
        Command command = parsed.CommandResult.Command;
        if (parsed.Action is { } action && action != command.Action)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        if (command == commands.Codecs)
        {
            foreach (string line in model.DescribeCodecs())
                await output.WriteLineAsync(line);
            return ExitCode.Clean;
        }
        RunOptionSet set = command == commands.Run ? commands.RunOptions : commands.RootOptions;
        StressOptions options = new OptionResolver(set, parsed, model.Strategies).Resolve();
        bool showProgress = !parsed.GetValue(set.NoProgress) && !Console.IsErrorRedirected;
        return await RunHost.RunAsync(options, model, output, errors, showProgress);
    }
}
