using SwapStress.Fuzz.Engine;
using SwapStress.Harness;

namespace SwapStress.Fuzz.Recorded;

/// <summary>The verb report over damaged results: a report, or a refusal of one line.</summary>
public sealed class ReportTests : IDisposable
{
    /// <summary>What <c>swapin --json</c> begins with: other results of this program.</summary>
    private const string SwapIn = """
        {"schema":"swapstress/swapin/1","host":{"cpu":"x","cores":2},"rows":[{"backend":"model","sync":"none"}]}
        """;

    private static readonly string[] Formats = ["text", "md", "html", "csv"];

    private readonly TestDirectory _directory = new();

    [Fact]
    public void Damaged_results_are_reported_or_refused()
    {
        foreach ((string name, string text) in SampleRun.Files)
            _directory.With($"whole/{name}", text);
        Fuzzer.Run("reports", inputs: 1_500, One);
    }

    public void Dispose() => _directory.Dispose();

    private void One(FuzzInput input)
    {
        string report = _directory["report"];
        File.Delete(report);
        SampleRun.WriteDamaged(input, _directory["damaged"], SampleRun.Files.Select(file => Other(input, file)));
        var call = ProgramCall.Run(
            "report",
            "--format",
            input.Pick(Formats),
            "--out",
            report,
            _directory["damaged"],
            _directory["whole"]
        );
        call.CheckEndsWith(ExitCode.Clean, ExitCode.Usage);
        Assert.Equal("", call.Output);
        Assert.Equal(call.Code == ExitCode.Clean, File.Exists(report));
        if (call.Code == ExitCode.Clean)
            (call with { Output = File.ReadAllText(report) }).CheckEndsWith(ExitCode.Clean);
    }

    private static KeyValuePair<string, string> Other(FuzzInput input, KeyValuePair<string, string> file) =>
        file.Key == SampleRun.Run && input.Chance(5) ? new(file.Key, SwapIn) : file;
}
