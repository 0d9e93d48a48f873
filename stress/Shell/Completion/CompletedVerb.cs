using System.CommandLine;
using System.CommandLine.Completions;

namespace SwapStress.Stress.Shell.Completion;

/// <summary>A verb as a shell sees it.</summary>
/// <param name="Name">Its name; empty for the root.</param>
/// <param name="Description">What it does, in short.</param>
/// <param name="Words">What stands after it and is no option, where that is known.</param>
/// <param name="TakesDirectories">Whether directories stand after it.</param>
internal sealed record CompletedVerb(
    string Name,
    string Description,
    IReadOnlyList<CompletedOption> Options,
    IReadOnlyList<string> Words,
    bool TakesDirectories
)
{
    /// <summary>The root and its verbs, the root first.</summary>
    public static IReadOnlyList<CompletedVerb> AllOf(RootCommand root) =>
        [From(root, ""), .. root.Subcommands.Select(verb => From(verb, verb.Name))];

    private static CompletedVerb From(Command command, string name)
    {
        string[] words =
        [
            .. command.Arguments.SelectMany(a => a.GetCompletions(CompletionContext.Empty)).Select(i => i.Label),
        ];
        return new CompletedVerb(
            name,
            CompletedOption.Short(command.Description),
            [
                .. command
                    .Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal))
                    .Select(CompletedOption.From),
                .. name.Length > 0 ? new[] { new CompletedOption("--help", "Show help", CompletionKind.Flag, []) } : [],
            ],
            words,
            command.Arguments.Count > 0 && words.Length == 0
        );
    }
}
