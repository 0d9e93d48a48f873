using SwapStress.Stress.Tests.Shell;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Snapshots;

/// <summary>What verbs print that run nothing.</summary>
public sealed class TextSnapshotTests
{
    [Theory]
    [MemberData(nameof(HelpTests.Verbs), MemberType = typeof(HelpTests))]
    public Task Help_is_as_it_was(string verb) =>
        Match(verb.Length == 0 ? "help" : $"help-{verb}", [.. verb.Length == 0 ? [] : new[] { verb }, "--help"]);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public Task Completion_scripts_are_as_they_were(string shell) => Match($"completion-{shell}", "completion", shell);

    [Fact]
    public Task Races_are_described_as_they_were() => Match("races", "races");

    /// <summary>The codec is the managed one and the content is committed, so that sizes are the same everywhere.</summary>
    [Fact]
    public Task The_size_classes_of_a_pool_are_as_they_were() =>
        Match(
            "doctor-pool",
            "doctor",
            "--pool",
            "--size",
            "1M",
            "--codec-provider",
            "managed",
            "--content",
            $"file:{Path.Combine(Repository.Root, "LICENSE")}"
        );

    private static async Task Match(string name, params string[] arguments)
    {
        Session session = await Session.RunAsync(new PagingModel(), arguments);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        string text = Scrub.Path(session.Output, Repository.Root, "ROOT");
        Snapshot.Match(name, name == "doctor-pool" ? Scrub.Times(text) : text);
    }
}
