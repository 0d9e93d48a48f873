using SwapStress.Harness;

namespace SwapStress.Stress.Shell.Completion;

/// <summary>The verb <c>completion</c>: a script that completes command lines and needs nothing but the shell.</summary>
internal sealed class CompletionVerb : IVerb
{
    private static readonly (string Shell, Func<IReadOnlyList<CompletedVerb>, IEnumerable<string>> Lines)[] Shells =
    [
        ("bash", BashCompletion.Lines),
        ("zsh", ZshCompletion.Lines),
        ("fish", FishCompletion.Lines),
        ("pwsh", PowerShellCompletion.Lines),
    ];

    private static readonly string[] Names = [.. Shells.Select(shell => shell.Shell)];

    public string Name => "completion";

    public string Description => "Print a script that completes command lines of swapstress in a shell.";

    public VerbArgument? Argument { get; } = new("SHELL", string.Join(", ", Names), Names);

    public IReadOnlyList<string> Examples { get; } =
    [
        "source <(swapstress completion bash)                  this shell; in ~/.bashrc, every one",
        "swapstress completion zsh > ~/.zfunc/_swapstress      a directory of $fpath",
        "swapstress completion fish > ~/.config/fish/completions/swapstress.fish",
        "swapstress completion pwsh | Out-String | Invoke-Expression",
    ];

    public Task<int> RunAsync(Invocation invocation)
    {
        string choices = $"write swapstress completion {string.Join(" or ", Names)}";
        if (invocation.Values.Arguments is not [var name, ..])
            throw new UsageException($"completion needs a shell; {choices}");
        if (Array.Find(Shells, shell => shell.Shell == name) is not { Shell: not null } found)
            throw new UsageException($"no script for '{name}'; {choices}");
        foreach (string line in found.Lines(CompletedVerb.AllOf(invocation.Root)))
            invocation.Output.Write($"{line}\n");
        return Task.FromResult(ExitCode.Clean);
    }
}
