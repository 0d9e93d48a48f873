using System.Text.RegularExpressions;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>A command line of the program, as a page has it in a block of code.</summary>
/// <param name="Document">Where it is, from the root of the repository.</param>
/// <param name="Text">The line; where it goes on after a backslash, all of it.</param>
internal sealed partial record DocumentedCommand(string Document, string Text)
{
    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<DocumentedCommand> All { get; } =
    [.. Pages().SelectMany(Of).DistinctBy(command => command.Text)];

    /// <summary>Results that it reads: directories that a reader has by then.</summary>
    public IEnumerable<string> Results =>
        ResultsPath().Matches(Text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it is about the machine's own swap, which may not be there.</summary>
    public bool NeedsSwap => Text.Contains("--backend kernel") || Text.Contains("--backend model,kernel");

    /// <summary>Recorded results name what lies beside them, and take hours.</summary>
    private static IEnumerable<Page> Pages() => Page.All.Where(page => !page.IsBelow("results"));

    private static IEnumerable<DocumentedCommand> Of(Page page) =>
        page
            .Blocks.Where(block => block.Language is "" or "sh")
            .SelectMany(block => Continued().Replace(block.Lines, " ").Split('\n'))
            .Where(line => OfProgram().IsMatch(line) && !line.Contains("[OPTIONS]"))
            .Select(line => new DocumentedCommand(page.Path, line.Trim()));

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
