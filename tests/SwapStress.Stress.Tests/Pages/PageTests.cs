namespace SwapStress.Stress.Tests.Pages;

/// <summary>The pages hold together: each can be found, each link leads somewhere, and nothing is told twice.</summary>
public sealed class PageTests
{
    private const int PassageLengthMin = 80;

    [Fact]
    public void The_first_page_is_short_and_has_the_two_commands()
    {
        Page readme = Page.All[0];
        Assert.InRange(readme.Text.Count(character => character == '\n'), 30, 150);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(readme.Text), 2_000, 8_192);
        Assert.Contains("\n```\ndotnet run -c Release --project stress\n```\n", readme.Text);
        Assert.Contains("`dotnet test`", readme.Text);
    }

    [Fact]
    public void A_decision_is_short()
    {
        Page[] decisions = [.. Page.All.Where(page => page.IsBelow("docs/decisions"))];
        Assert.InRange(decisions.Length, 4, 100);
        Assert.All(decisions, page => Assert.InRange(page.Text.Count(character => character == '\n'), 5, 40));
    }

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading()
    {
        string[] dead =
        [
            .. Page.All.SelectMany(page =>
                page.Links.Where(link => !Leads(page, link)).Select(link => $"{page}: {link}")
            ),
        ];
        Assert.True(dead.Length == 0, string.Join('\n', dead));
        Assert.InRange(Page.All.Sum(page => page.Links.Count()), 100, int.MaxValue);
    }

    /// <summary>Where a package is shown, nothing of the repository lies beside its page.</summary>
    [Fact]
    public void A_package_s_page_has_no_link_into_the_repository()
    {
        Page[] pages = [.. Page.All.Where(page => page.IsOfPackage)];
        Assert.InRange(pages.Length, 2, 10);
        Assert.All(pages, page => Assert.Empty(page.Links));
    }

    [Fact]
    public void Every_page_is_found_from_the_first_one()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Follow(Page.All[0]);
        Assert.Empty(Page.All.Where(page => !page.IsOfPackage).Select(page => page.Path).Except(found));

        void Follow(Page page)
        {
            if (!found.Add(page.Path))
                return;
            foreach (string link in page.Links)
            {
                if (Find(page.Resolve(link)) is { } next)
                    Follow(next);
            }
        }
    }

    /// <summary>The pages about the model follow its files.</summary>
    [Fact]
    public void Files_of_code_are_where_a_page_says()
    {
        string[] files =
        [
            .. new[] { "src", "stress", "tests" }.SelectMany(directory =>
                Directory.GetFiles(Path.Combine(Repository.Root, directory), "*.cs", SearchOption.AllDirectories)
            ),
        ];
        Page[] pages =
        [
            .. Page.All.Where(page => page.Path is "docs/MODEL.md" or "docs/LOCKING.md" or "docs/EXPLORER.md"),
        ];
        (Page Page, string File)[] named = [.. pages.SelectMany(page => page.Sources.Select(file => (page, file)))];
        Assert.InRange(named.Length, 20, int.MaxValue);
        Assert.All(
            named,
            name =>
                Assert.Contains(
                    files,
                    file => file.Replace('\\', '/').EndsWith($"/{name.File}", StringComparison.Ordinal)
                )
        );
    }

    /// <summary>A change is told beside what it changed, a decision and a figure beside what follows from it.</summary>
    [Fact]
    public void No_passage_stands_on_two_pages()
    {
        string[] twice =
        [
            .. Page
                .All.Where(page => page.Path is not ("docs/MEASURED.md" or "CHANGELOG.md"))
                .Where(page => !page.IsBelow("docs/decisions"))
                .SelectMany(page => page.Passages.Distinct().Select(passage => (page, passage)))
                .Where(told => told.passage.Length > PassageLengthMin)
                .GroupBy(told => told.passage, told => told.page)
                .Where(told => told.Count() > 1)
                .Select(told => $"{string.Join(", ", told)}: {told.Key}"),
        ];
        Assert.True(twice.Length == 0, string.Join('\n', twice));
    }

    private static bool Leads(Page page, string link)
    {
        string path = page.Resolve(link);
        if (!Path.Exists(Path.Combine(Repository.Root, path)))
            return false;
        return link.Split('#') is not [_, { } anchor] || Find(path)?.Anchors.Contains(anchor) == true;
    }

    private static Page? Find(string path) =>
        Page.All.FirstOrDefault(page => string.Equals(page.Path, path, StringComparison.Ordinal));
}
