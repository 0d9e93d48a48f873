using System.Text.RegularExpressions;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>A page that people read.</summary>
/// <param name="Path">Where it is, from the root of the repository, with slashes.</param>
internal sealed partial record Page(string Path)
{
    /// <summary>All of them; a user's own results are none.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "results/README.md" }.Select(path => new Page(path)),
        .. Below("docs", "*.md"),
        .. Below("stress", "README.md"),
        .. Below("src", "README.md"),
        .. Below("results/reference", "README.md"),
    ];

    /// <summary>Whether it travels in a package, where nothing of the repository lies beside it.</summary>
    public bool IsOfPackage => IsBelow("stress") || IsBelow("src");

    /// <summary>Its text, with lines that end as everywhere.</summary>
    public string Text { get; } =
        File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path)).ReplaceLineEndings("\n");

    /// <summary>Its text without blocks of code.</summary>
    public string Prose => Block().Replace(Text, "");

    /// <summary>Blocks of code, with their language.</summary>
    public IEnumerable<(string Language, string Lines)> Blocks =>
        Block().Matches(Text).Select(block => (block.Groups["language"].Value, block.Groups["lines"].Value));

    /// <summary>Where its links lead, as they are written; those to other sites left out.</summary>
    public IEnumerable<string> Links =>
        Link()
            .Matches(InlineCode().Replace(Prose, ""))
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>Files of code that it names.</summary>
    public IEnumerable<string> Sources => Source().Matches(Prose).Select(source => source.Groups["path"].Value);

    /// <summary>What a link can have behind its #: the headings, as GitHub names them.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (Match heading in Heading().Matches(Prose))
            {
                string name = NoAnchor().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-');
                string free = name;
                for (int number = 1; !anchors.Add(free); number++)
                    free = $"{name}-{number}";
            }
            return anchors;
        }
    }

    /// <summary>Paragraphs, items and rows of tables, without markup that depends on where they stand.</summary>
    public IEnumerable<string> Passages =>
        Between().Split(Heading().Replace(Prose, "")).Select(passage => Markup().Replace(passage, " ").Trim());

    /// <summary>The file that a link leads to, from the root of the repository.</summary>
    public string Resolve(string link)
    {
        string file = link.Split('#')[0];
        string here = System.IO.Path.Combine(Repository.Root, System.IO.Path.GetDirectoryName(Path)!);
        string full =
            file.Length == 0 ? System.IO.Path.Combine(Repository.Root, Path) : System.IO.Path.GetFullPath(file, here);
        return System.IO.Path.GetRelativePath(Repository.Root, full).Replace('\\', '/');
    }

    /// <summary>Whether it lies in a directory or deeper.</summary>
    public bool IsBelow(string directory) => Path.StartsWith($"{directory}/", StringComparison.Ordinal);

    public override string ToString() => Path;

    private static IEnumerable<Page> Below(string directory, string pattern) =>
        Directory
            .GetFiles(System.IO.Path.Combine(Repository.Root, directory), pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new Page(path));

    [GeneratedRegex(
        "^```(?<language>[a-z]*)\n(?<lines>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline,
        1_000
    )]
    private static partial Regex Block();

    [GeneratedRegex("`[^`\n]+`", RegexOptions.None, 1_000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>[\w./]+\.cs)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Source();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]", RegexOptions.None, 1_000)]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"\n\s*\n|\n(?=\||\s*- |\s*\d+\. )", RegexOptions.None, 1_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"\]\([^)]*\)|^\s*(-|\d+\.) |[\[\]|*`]|\s+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Markup();
}
