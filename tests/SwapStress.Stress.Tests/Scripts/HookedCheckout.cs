using System.Diagnostics;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Scripts;

/// <summary>A checkout of a test's own, with this one's scripts, tools and rules of format.</summary>
internal sealed class HookedCheckout : IDisposable
{
    private static readonly string[] Copied =
    [
        ".config/dotnet-tools.json",
        ".csharpierrc",
        ".editorconfig",
        "scripts/hooks/pre-commit",
        "scripts/install-hooks.sh",
    ];

    private readonly TestDirectory _directory = new();

    private HookedCheckout()
    {
        foreach (string path in Copied)
        {
            _directory.With(path, "");
            File.Copy(Path.Combine(Repository.Root, path), _directory[path], overwrite: true);
        }
    }

    /// <summary>The path of a file in it.</summary>
    public string this[string path] => _directory[path];

    /// <summary>The scripts in a directory that is no checkout.</summary>
    public static HookedCheckout WithoutGit()
    {
        foreach (string program in new[] { "git", "bash" })
            Assert.SkipUnless(ChildProcess.IsThere(program), $"skipped: there is no {program} here.");
        return new HookedCheckout();
    }

    /// <summary>A checkout with one commit.</summary>
    public static async Task<HookedCheckout> CreateAsync()
    {
        HookedCheckout checkout = WithoutGit();
        await checkout.GitAsync("init", "-q");
        await checkout.GitAsync("add", "-A");
        await checkout.GitAsync("commit", "-q", "-m", "first");
        return checkout;
    }

    public HookedCheckout With(string path, string content)
    {
        _directory.With(path, content);
        return this;
    }

    public Task<Session> InstallAsync(string workingDirectory = "") =>
        RunAsync("bash", [_directory["scripts/install-hooks.sh"]], workingDirectory);

    /// <summary>Runs git; it must succeed.</summary>
    public async Task<string> GitAsync(params string[] arguments)
    {
        Session session = await RunAsync("git", arguments);
        Assert.True(session.Code == 0, session.Errors);
        return session.Output.TrimEnd('\n');
    }

    /// <summary>Commits what is staged.</summary>
    public Task<Session> CommitAsync() => RunAsync("git", ["commit", "-q", "-m", "more"]);

    public void Dispose()
    {
        // git writes its objects read-only, which keeps Windows from deleting them.
        foreach (string file in Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _directory.Dispose();
    }

    private Task<Session> RunAsync(string program, string[] arguments, string workingDirectory = "")
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _directory[workingDirectory] };
        // Whose hook may have started these tests, and how its git is set up, is nothing to them.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)))
            start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_GLOBAL"] = _directory["none"];
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (string who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "test";
            start.Environment[$"GIT_{who}_EMAIL"] = "test@example.org";
        }
        return ChildProcess.RunAsync(start, TestContext.Current.CancellationToken);
    }
}
