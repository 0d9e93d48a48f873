using System.CommandLine;
using System.CommandLine.Completions;

namespace SwapStress.Stress.Shell.Completion;

/// <summary>An option as a shell sees it.</summary>
/// <param name="Name">Its name, with the dashes.</param>
/// <param name="Description">The first sentence of its description, without quotes.</param>
/// <param name="Words">Its values, where they are known.</param>
internal sealed record CompletedOption(
    string Name,
    string Description,
    CompletionKind Kind,
    IReadOnlyList<string> Words
)
{
    /// <summary>The word that a path follows without a space, such as "file:"; null where there is none.</summary>
    public string? PathPrefix => Words.FirstOrDefault(word => word.EndsWith(':'));

    /// <summary>Reads it from the parser's.</summary>
    public static CompletedOption From(Option option) =>
        new(
            option.Name,
            Short(option.Description),
            KindOf(option),
            option.Arity.MaximumNumberOfValues == 0
                ? []
                : [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)]
        );

    /// <summary>The first sentence or clause, without what a shell would read.</summary>
    public static string Short(string? description)
    {
        string first = (description ?? "").Split([". ", ": ", "; "], StringSplitOptions.None)[0].TrimEnd('.');
        return string.Concat(first.Where(c => c is not ('\'' or '"' or '`' or '$' or '[' or ']' or '\\')));
    }

    private static CompletionKind KindOf(Option option) =>
        option.Arity.MaximumNumberOfValues == 0
            ? CompletionKind.Flag
            : option.HelpName switch
            {
                "LIST" or "LIST|all" => CompletionKind.List,
                "DIR" => CompletionKind.Directory,
                "FILE" or "PATH" => CompletionKind.File,
                _ => CompletionKind.Word,
            };
}
