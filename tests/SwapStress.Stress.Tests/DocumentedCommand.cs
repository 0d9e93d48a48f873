using System.Text.RegularExpressions;

namespace SwapStress.Stress.Tests;

/// <summary>A command line of the program, as README or docs have it in a block of code.</summary>
/// <param name="Document">Where it is, from the root of the repository.</param>
/// <param name="Text">The line; where it goes on after a backslash, all of it.</param>
internal sealed partial record DocumentedCommand(string Document, string Text)
{
    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<DocumentedCommand> All { get; } =
    [.. Documents().SelectMany(Of).DistinctBy(command => command.Text)];

    /// <summary>Results that it reads: directories that a reader has by then.</summary>
    public IEnumerable<string> Results =>
        ResultsPath().Matches(Text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it is about the machine's own swap, which may not be there.</summary>
    public bool NeedsSwap => Text.Contains("--backend kernel") || Text.Contains("--backend model,kernel");

    private static IEnumerable<string> Documents() =>
        [
            "README.md",
            .. Directory
                .GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")
                .Select(file => $"docs/{Path.GetFileName(file)}"),
        ];

    private static IEnumerable<DocumentedCommand> Of(string document)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, document));
        return Block()
            .Matches(text)
            .Where(block => block.Groups["language"].Value is "" or "sh")
            .SelectMany(block => Continued().Replace(block.Groups["lines"].Value, " ").Split('\n'))
            .Where(line => OfProgram().IsMatch(line) && !line.Contains("[OPTIONS]"))
            .Select(line => new DocumentedCommand(document, line.Trim()));
    }

    [GeneratedRegex(
        "^```(?<language>[a-z]*)\n(?<lines>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline,
        1_000
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"\\\n\s*", RegexOptions.None, 1_000)]
    private static partial Regex Continued();

    [GeneratedRegex(
        @"^\s*([A-Z_]+=\S+ )*(\./run-stress\.sh|swapstress|dotnet run -c Release --project stress)( |$)",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex OfProgram();

    [GeneratedRegex(@"(?<=(report|--resume)\b.*)\bresults/[\w.-]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ResultsPath();
}
