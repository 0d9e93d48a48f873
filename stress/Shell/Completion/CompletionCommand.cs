using System.CommandLine;
using SwapStress.Harness;

namespace SwapStress.Stress.Shell.Completion;

/// <summary>The verb <c>completion</c>: a script that completes command lines and needs nothing but the shell.</summary>
/// <param name="root">The command line that it completes.</param>
/// <param name="shell">The shell; null where none is named.</param>
/// <param name="output">Where the script goes.</param>
internal sealed class CompletionCommand(RootCommand root, string? shell, TextWriter output)
{
    /// <summary>The verb.</summary>
    public const string Verb = "completion";

    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The shell.</summary>
    public static Argument<string?> Shell { get; } = ShellArgument();

    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">There is no such shell.</exception>
    public int Run()
    {
        IReadOnlyList<CompletedVerb> verbs = CompletedVerb.AllOf(root);
        IEnumerable<string> lines = shell switch
        {
            "bash" => BashCompletion.Lines(verbs),
            "zsh" => ZshCompletion.Lines(verbs),
            "fish" => FishCompletion.Lines(verbs),
            "pwsh" => PowerShellCompletion.Lines(verbs),
            null => throw new UsageException($"completion needs a shell; write swapstress completion {Choices}"),
            _ => throw new UsageException($"no script for '{shell}'; write swapstress completion {Choices}"),
        };
        foreach (string line in lines)
            output.Write($"{line}\n");
        return ExitCode.Clean;
    }

    private static string Choices => string.Join(" or ", Shells);

    private static Argument<string?> ShellArgument()
    {
        var argument = new Argument<string?>("SHELL")
        {
            Description = string.Join(", ", Shells),
            Arity = ArgumentArity.ZeroOrOne,
        };
        argument.CompletionSources.Add([.. Shells]);
        return argument;
    }
}
