using System.Text.RegularExpressions;
using SwapStress.Harness.Files;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Tests.Shell;

public sealed partial class HelpTests
{
    public static TheoryData<string> Verbs =>
        ["", "run", "races", "matrix", "explore", "swapin", "report", "codecs", "doctor", "completion"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_ends_with_examples_that_parse(string verb)
    {
        Session session = await Session.RunAsync(
            new FakeModel(),
            [.. verb.Length == 0 ? [] : new[] { verb }, "--help"]
        );
        Assert.Equal((0, ""), (session.Code, session.Errors));
        string[] lines = session.Output.Split('\n');
        string[] examples =
        [
            .. lines[(Array.IndexOf(lines, "Examples:") + 1)..]
                .Select(line => line.Trim())
                .Where(line => line.Length > 0),
        ];
        Assert.NotEmpty(examples);
        CommandLineParser parser = Resolved.Parser;
        Assert.All(
            examples,
            example =>
            {
                string line = CommandLine().Match(example).Value;
                string[] words = [.. Word().Matches(line).Select(match => match.Value.Trim('"')).Skip(1)];
                string named = parser.Parse(words).CommandResult.Command.Name;
                if (verb.Length > 0)
                    Assert.Equal(verb, words.Length > 0 && words[0] == verb ? named : "run");
            }
        );
    }

    [Fact]
    public async Task Version_has_the_commit()
    {
        Session session = await Session.RunAsync(new FakeModel(), "--version");
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Matches(@"^swapstress \d+\.\d+\.\d+(-[0-9a-z.]+)?(, commit [0-9a-f]{12}(\+dirty)?)?\n$", session.Output);
        Assert.Contains(BuildInfo.Commit?[..12] ?? BuildInfo.Version, session.Output);
    }

    /// <summary>The command itself, without what a shell adds and without the remark.</summary>
    [GeneratedRegex(@"swapstress(?: (?:""[^""]*""|[^\s"")>|]+))*", RegexOptions.None, 1000)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"""[^""]*""|\S+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
