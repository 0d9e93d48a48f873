using System.CommandLine;
using SwapStress.Harness.Options;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Shell.Completion;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Stress.Tests.Pages;

namespace SwapStress.Stress.Tests.Shell;

/// <summary>A row is enough: nothing else of the program knows the option.</summary>
public sealed class ToyOptionTests
{
    [Fact]
    public void A_row_is_parsed_helped_completed_set_recorded_and_documented()
    {
        OptionRow toy = ToyTable.Toy;
        var parser = new CommandLineParser([new ToyVerb()], new HelpWords([], []));

        ParseResult parsed = parser.Parse(["toy", "--toy-beats", "7"]);
        OptionValues values = parser.ValuesOf(parsed);
        Assert.Equal(7, values.Get(ToyTable.Toy, 0));
        Assert.Equal(
            "option '--toy-beats' needs a value: --toy-beats N",
            Assert.Throws<Harness.UsageException>(() => parser.Parse(["toy", "--toy-beats"])).Message
        );

        StressOptions options = toy.Apply(OptionTable.Defaults, "7");
        Assert.Equal(7, OptionsJson.Of(ToyTable.All, options, "").GetProperty("toyBeats").GetInt32());
        Assert.Equal("SWAPSTRESS_TOY_BEATS", EnvironmentSettings.NameOf(toy));
        Assert.Equal("ToyBeats", FileSettings.NameOf(toy));

        string script = string.Join('\n', BashCompletion.Lines(CompletedVerb.AllOf(parser.Root)));
        Assert.Contains("--toy-beats", script);
        using var help = new StringWriter();
        parser.Parse(["toy", "--help"]).Invoke(new InvocationConfiguration { Output = help });
        Assert.Contains("Beats of the toy. Default 1.", help.ToString());
        Assert.Contains(
            "| `--toy-beats N` | Beats of the toy. Default 1. | 1 to 9 |",
            OptionsPage.Write([new ToyVerb()])
        );
    }

    private static class ToyTable
    {
        public static OptionRow<int> Toy { get; } =
            new("--toy-beats", OptionKind.Whole(1, 9), "Beats of the toy. Default {default}.")
            {
                Json = "toyBeats",
                // Any member will do.
                Get = o => o.IoThreads + 1,
                Set = (o, value) => o with { IoThreads = value - 1 },
            };

        public static IReadOnlyList<OptionRow> All { get; } = OptionRow.AllOf(typeof(ToyTable));
    }

    private sealed class ToyVerb : IVerb
    {
        public string Name => "toy";

        public string Description => "Beat.";

        public IReadOnlyList<OptionRow> Options => ToyTable.All;

        public IReadOnlyList<string> Examples => ["swapstress toy"];

        public Task<int> RunAsync(Invocation invocation) => Task.FromResult(0);
    }
}
