using SwapStress.Cli;
using SwapStress.Fuzz.CommandLine;
using SwapStress.Fuzz.Engine;
using SwapStress.Races;

namespace SwapStress.Fuzz.Recorded;

/// <summary>The verb report over damaged results: a report, or a refusal of one line.</summary>
public sealed class ReportTests : IDisposable
{
    private const string RunFile = "run.json";
    private const string RoundsFile = "rounds.jsonl";

    /// <summary>What <c>swapin --json</c> begins with: other results of this program.</summary>
    private const string SwapIn = """
        {"schema":"swapstress/swapin/1","host":{"cpu":"x","cores":2},"rows":[{"backend":"model","sync":"none"}]}
        """;

    private static readonly string[] Formats = ["text", "md", "csv"];

    private readonly TestDirectory _directory = new();
    private readonly FuzzModel _model = new();

    [Fact]
    public void Damaged_results_are_reported_or_refused()
    {
        string whole = _directory["whole"];
        string[] run = ["--threads", "3", "--region", "16K", "--rounds", "2", "--content", "zero", "--out", whole];
        Assert.Equal(0, Run(run).Code);
        string document = File.ReadAllText(Path.Combine(whole, RunFile));
        string rounds = File.ReadAllText(Path.Combine(whole, RoundsFile));
        string damaged = _directory["damaged"];
        Directory.CreateDirectory(damaged);
        Fuzzer.Run(
            "reports",
            inputs: 1_500,
            input =>
            {
                Put(input, Path.Combine(damaged, RunFile), input.Chance(95) ? document : SwapIn);
                Put(input, Path.Combine(damaged, RoundsFile), rounds);
                (int code, string output, string errors) = Run(
                    "report",
                    "--format",
                    input.Pick(Formats),
                    damaged,
                    whole
                );
                string said = $"exit {code}: {output}{errors}";
                Assert.True(code is 0 or 2, said);
                if (code == 0)
                    Assert.True(errors.Length == 0 && output.Length > 0, said);
                else
                    Assert.True(output.Length == 0 && errors.TrimEnd('\n').AsSpan().IndexOfAny("\n\r\0") < 0, said);
            }
        );
    }

    public void Dispose() => _directory.Dispose();

    private static void Put(FuzzInput input, string file, string document)
    {
        if (input.Chance(10))
            File.Delete(file);
        else
            File.WriteAllText(file, input.Chance(70) ? JsonDamage.Apply(input, document) : document);
    }

    private (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var program = new SwapStressProgram(_model, output, errors, RaceCatalogue.Default);
        int code = program.RunAsync(arguments).GetAwaiter().GetResult();
        return (code, output.ToString(), errors.ToString());
    }
}
