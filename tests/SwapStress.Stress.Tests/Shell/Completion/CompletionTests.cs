using System.Diagnostics;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Shell.Completion;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Shell.Completion;

public sealed class CompletionTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Every_verb_and_option_is_in_the_script(string shell)
    {
        string script = await ScriptAsync(shell);
        var commands = new Commands(["none", "prepare-tick"], ["a-race"]);
        IEnumerable<string> names = CompletedVerb
            .AllOf(commands.Root)
            .SelectMany(verb => verb.Options.Select(option => option.Name).Append(verb.Name));
        Assert.All(names, name => Assert.Contains(shell == "fish" ? name.TrimStart('-') : name, script));
        Assert.All(
            ["prepare-tick", "unstable-write", "zram", "off on"],
            word => Assert.Contains(word, script.Replace("', '", " "))
        );
    }

    [Theory]
    [InlineData("swapstress|--sy", "--sync")]
    [InlineData("swapstress|run|--sync|prepare-t", "prepare-tick")]
    [InlineData("swapstress|--sync|none,ca", "none,cached")]
    [InlineData("swapstress|--device|", "brd zram")]
    [InlineData("swapstress|run|--race|swap", "swapcache-skip")]
    [InlineData("swapstress|comp", "completion")]
    [InlineData("swapstress|completion|", "bash fish pwsh zsh --help")]
    [InlineData("swapstress|explore|--strategy|p", "pct")]
    [InlineData("swapstress|--threads|", "")]
    [InlineData("swapstress|doctor|--th", "")]
    [InlineData("swapstress|--fix|=|o", "off on")]
    [InlineData("swapstress|--fix|=", "both off on")]
    [InlineData("swapstress|run|--fix=of", "--fix=off")]
    [InlineData("swapstress|--sync|=|none,ca", "none,cached")]
    [InlineData("swapstress|--content|fi", "file:")]
    [InlineData("swapstress|--content|file|:|/etc/os-rel", "/etc/os-release")]
    [InlineData("swapstress|--content|=|file|:|/etc/os-rel", "/etc/os-release")]
    [InlineData("swapstress|--content|file:/etc/os-rel", "file:/etc/os-release")]
    [InlineData("swapstress|report|--out|=|/etc/os-rel", "/etc/os-release")]
    public async Task Bash_completes(string words, string expected)
    {
        string script = await ScriptAsync("bash");
        string[] typed = words.Split('|');
        string file = _directory.With(
            "try.bash",
            $"{script}\nCOMP_WORDS=({string.Join(' ', typed.Select(word => $"'{word}'"))})\nCOMP_CWORD={typed.Length - 1}\n_swapstress\nprintf '%s' \"${{COMPREPLY[*]}}\"\n"
        )["try.bash"];
        Session session = await ShellAsync("bash", file);
        Assert.Equal((0, expected, ""), (session.Code, session.Output, session.Errors));
    }

    [Theory]
    [InlineData("swapstress run --sync none,ca", "none,cached")]
    [InlineData("swapstress --device zr", "zram")]
    [InlineData("swapstress compl", "completion")]
    [InlineData("swapstress explore --strateg", "--strategy")]
    [InlineData("swapstress --fix=of", "--fix=off")]
    [InlineData("swapstress --content file:/etc/os-rel", "file:/etc/os-release")]
    public async Task Fish_completes(string line, string expected)
    {
        string file = _directory.With("try.fish", $"{await ScriptAsync("fish")}complete -C '{line}'\n")["try.fish"];
        Session session = await ShellAsync("fish", file);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Equal(expected, Assert.Single(session.Output.TrimEnd('\n').Split('\n')).Split('\t')[0]);
    }

    [Theory]
    [InlineData("swapstress run --sync none,ca", "cached")]
    [InlineData("swapstress --device zr", "zram")]
    [InlineData("swapstress compl", "completion")]
    [InlineData("swapstress --fix=of", "--fix=off")]
    [InlineData("swapstress --sync=none,ca", "cached")]
    [InlineData("swapstress --content file:/etc/os-rel", "file:/etc/os-release")]
    [InlineData("swapstress --content=file:/etc/os-rel", "--content=file:/etc/os-release")]
    [InlineData("swapstress report --out=/etc/os-rel", "--out=/etc/os-release")]
    public async Task PowerShell_completes(string line, string expected)
    {
        string file = _directory.With(
            "try.ps1",
            $"{await ScriptAsync("pwsh")}(TabExpansion2 '{line}').CompletionMatches | ForEach-Object CompletionText\n"
        )["try.ps1"];
        Session session = await ShellAsync("pwsh", "-NoProfile", "-NonInteractive", "-File", file);
        Assert.Equal((0, expected, ""), (session.Code, session.Output.TrimEnd(), session.Errors));
    }

    [Fact]
    public async Task Zsh_reads_the_script()
    {
        string file = _directory.With("_swapstress", await ScriptAsync("zsh"))["_swapstress"];
        Session session = await ShellAsync("zsh", "-n", file);
        Assert.Equal((0, ""), (session.Code, session.Errors));
    }

    [Theory]
    [InlineData("completion", "completion needs a shell; write swapstress completion bash or zsh or fish or pwsh")]
    [InlineData("completion tcsh", "no script for 'tcsh'; write swapstress completion bash or zsh or fish or pwsh")]
    public async Task A_shell_must_be_known(string line, string message)
    {
        Session session = await Session.RunAsync(new FakeModel(), line.Split(' '));
        Assert.Equal(
            (2, "", $"swapstress: {message}. See 'swapstress --help'.\n"),
            (session.Code, session.Output, session.Errors)
        );
    }

    /// <summary>What dotnet-suggest asks.</summary>
    [Theory]
    [InlineData("swapstress --sync pre", "prepare-tick")]
    [InlineData("swapstress --dev", "--device")]
    [InlineData("swapstress --device ", "zram")]
    public async Task The_suggest_directive_answers(string line, string expected)
    {
        Session session = await Session.RunAsync(new FakeModel(), $"[suggest:{line.Length}]", line);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Contains(expected, session.Output.Split('\n').Select(word => word.TrimEnd()));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<string> ScriptAsync(string shell)
    {
        Session session = await Session.RunAsync(new Stress.Wiring.PagingModel(), "completion", shell);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        return session.Output;
    }

    private static async Task<Session> ShellAsync(string shell, params string[] arguments)
    {
        Assert.SkipUnless(ChildProcess.IsThere(shell), $"skipped: there is no {shell} here.");
        return await ChildProcess.RunAsync(
            new ProcessStartInfo(shell, arguments),
            TestContext.Current.CancellationToken
        );
    }
}
