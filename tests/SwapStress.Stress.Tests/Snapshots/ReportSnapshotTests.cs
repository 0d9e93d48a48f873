using SwapStress.Stress.Tests.Report;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Snapshots;

/// <summary>Reports of recorded runs, in which every figure is fixed.</summary>
public sealed class ReportSnapshotTests
{
    private static readonly string Sample = Path.Combine(
        Repository.Root,
        "tests",
        "SwapStress.Fuzz",
        "Recorded",
        "Sample"
    );

    public static MatrixTheoryData<string, string> Formats { get; } =
        new(["text", "md", "csv", "html"], ["one", "killed", "two", "three"]);

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_report_is_as_it_was(string format, string runs)
    {
        using TestDirectory directory = new TestDirectory().WithRun("a").WithRun("b", p50Us: 3, compressor: "zstd");
        // A run that was killed has everything but its end.
        foreach (string file in Directory.EnumerateFiles(Sample).Where(file => Path.GetFileName(file) != "run.json"))
            directory.With($"killed/{Path.GetFileName(file)}", await File.ReadAllTextAsync(file, Token));
        string[] directories = runs switch
        {
            "one" => [Sample],
            "killed" => [directory["killed"]],
            "two" => [directory["a"], directory["b"]],
            _ => [Sample, directory["a"], directory["killed"]],
        };
        Session session = await Session.RunAsync(new FakeModel(), ["report", .. directories, "--format", format]);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        string text = Scrub.Path(session.Output, directory.Path, "TEMP");
        Snapshot.Match($"report-{runs}-{format}", Scrub.Path(text, Repository.Root, "ROOT"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
