namespace SwapStress.Stress.Tests.Scripts;

/// <summary>scripts/hooks/pre-commit.</summary>
public sealed class PreCommitHookTests
{
    [Theory]
    [InlineData("a.txt", "text \n", "a.txt:1: trailing whitespace.")]
    [InlineData("Run.received.txt", "text\n", "Run.received.txt is what a test just wrote; rename it to .verified")]
    public async Task What_no_commit_must_have_is_refused(string path, string content, string complaint)
    {
        using HookedCheckout checkout = await CreateAsync();
        await checkout.With(path, content).GitAsync("add", path);
        Session session = await checkout.CommitAsync();
        Assert.Equal(1, session.Code);
        Assert.Contains(complaint, session.Errors);
        Assert.Equal("1", await checkout.GitAsync("rev-list", "--count", "HEAD"));
    }

    [Theory]
    [InlineData(1 << 20, 0)]
    [InlineData((1 << 20) + 1, 1)]
    public async Task A_file_may_have_1_MB(int length, int code)
    {
        using HookedCheckout checkout = await CreateAsync();
        await checkout.With("a file", new string('x', length)).GitAsync("add", "-A");
        Session session = await checkout.CommitAsync();
        Assert.Equal(code, session.Code);
        Assert.Equal(
            code == 0
                ? ""
                : $"pre-commit: a file has {length} bytes, more than 1 MB; 'git reset -q -- a file' and keep it elsewhere.\n",
            session.Errors
        );
    }

    /// <summary>As staged, whatever lies in the directory by then.</summary>
    [Fact]
    public async Task The_format_is_that_of_what_is_staged()
    {
        using HookedCheckout checkout = await CreateAsync();
        await checkout
            .With("src/Some.cs", "class Some   { }\n")
            .With("src/Other.cs", "class Other { }\n")
            .GitAsync("add", "-A");
        Session session = await checkout.With("src/Some.cs", "class Some { }\n").CommitAsync();
        Assert.SkipWhen(session.Errors.Contains("was not checked"), "skipped: 'dotnet tool restore' was not run.");
        Assert.Equal(1, session.Code);
        Assert.Equal(
            "Error src/Some.cs - Was not formatted.\n"
                + "pre-commit: format as above; 'dotnet csharpier format .' and 'git add' again.\n",
            session.Errors
        );
        await checkout.With("src/Other.cs", "class Other   { }\n").GitAsync("add", "src/Some.cs");
        session = await checkout.CommitAsync();
        Assert.Equal((0, ""), (session.Code, session.Errors));
    }

    [Fact]
    public async Task What_a_program_printed_may_end_lines_as_it_likes()
    {
        using HookedCheckout checkout = await CreateAsync();
        File.Copy(Path.Combine(Repository.Root, ".gitattributes"), checkout[".gitattributes"]);
        await checkout.With("a.verified.txt", "text \n").GitAsync("add", "-A");
        Session session = await checkout.CommitAsync();
        Assert.Equal((0, ""), (session.Code, session.Errors));
    }

    private static async Task<HookedCheckout> CreateAsync()
    {
        HookedCheckout checkout = await HookedCheckout.CreateAsync();
        Assert.Equal(0, (await checkout.InstallAsync()).Code);
        return checkout;
    }
}
