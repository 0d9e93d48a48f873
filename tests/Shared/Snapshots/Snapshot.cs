namespace SwapStress.Testing;

/// <summary>
/// Compares a text with the one that is committed for it, Snapshots/NAME.verified.txt of the test's project. What differs is
/// written beside it as NAME.received.txt; SWAPSTRESS_ACCEPT=1 makes it the committed one.
/// </summary>
internal static class Snapshot
{
    private const int ExcerptBefore = 60;
    private const int ExcerptLength = 160;

    private static readonly string Project = typeof(Snapshot).Assembly.GetName().Name!;

    public static string Root { get; } = FindRoot();

    /// <summary>A file of the project's snapshots.</summary>
    public static string PathOf(string file) => Path.Combine(Root, "tests", Project, "Snapshots", file);

    public static void Match(string name, string text) =>
        Match(PathOf($"{name}.verified.txt"), PathOf($"{name}.received.txt"), text);

    /// <summary>The same with a page that is made by the program's tables.</summary>
    /// <param name="page">From the repository's root.</param>
    /// <param name="text">What they make.</param>
    public static void MatchPage(string page, string text) =>
        Match(Path.Combine(Root, page), PathOf($"{Path.GetFileName(page)}.received.txt"), text);

    private static void Match(string file, string draft, string text)
    {
        string received = WithLineFeeds(text).TrimEnd('\n') + '\n';
        if (Environment.GetEnvironmentVariable("SWAPSTRESS_ACCEPT") == "1")
            File.WriteAllText(file, received);
        string? verified = File.Exists(file) ? WithLineFeeds(File.ReadAllText(file)) : null;
        if (received == verified)
        {
            File.Delete(draft);
            return;
        }
        File.WriteAllText(draft, received);
        Assert.Fail(
            (verified is null ? $"There is no {file}." : Difference(file, verified, received))
                + $"\nIf {draft} is right: SWAPSTRESS_ACCEPT=1 dotnet test tests/{Project}"
        );
    }

    private static string Difference(string file, string verified, string received)
    {
        string[] were = verified.Split('\n');
        string[] are = received.Split('\n');
        int line = were.Zip(are).TakeWhile(pair => pair.First == pair.Second).Count();
        string was = line < were.Length ? were[line] : "";
        string now = line < are.Length ? are[line] : "";
        int column = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{file}, line {line + 1}, column {column + 1}:\n- {Excerpt(was, column)}\n+ {Excerpt(now, column)}";
    }

    private static string Excerpt(string line, int column)
    {
        string rest = line[Math.Max(0, column - ExcerptBefore)..];
        return rest[..Math.Min(ExcerptLength, rest.Length)];
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); ; directory = directory.Parent!)
        {
            Assert.NotNull(directory);
            if (File.Exists(Path.Combine(directory.FullName, "SwapStress.sln")))
                return directory.FullName;
        }
    }
}
