using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Stress.Report.Page;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Report;

/// <summary>The verb <c>report</c>: recorded runs side by side.</summary>
internal sealed class ReportVerb : IVerb
{
    private static readonly OptionRow<Action<IReadOnlyList<RecordedRun>, TextWriter>> Format = new(
        "--format",
        OptionKind.Choice<Action<IReadOnlyList<RecordedRun>, TextWriter>>(
            ("text", TextReport.Write),
            ("md", MarkdownReport.Write),
            ("html", ReportPage.Write),
            ("csv", CsvReport.Write)
        ),
        "text for people, md for a mail or a pull request, html with charts, csv for a program. Default text."
    );

    private static readonly OptionRow<string?> Out = new(
        "--out",
        OptionKind.Text("FILE"),
        "Write the report to this file instead of stdout."
    );

    public const string Verb = "report";

    public string Name => Verb;

    public string Description =>
        "Put recorded runs side by side, of the model and of kernels: losses for each 10,000 major faults with their "
        + "confidence interval, latency, and what differs. Runs that were killed are reported as far as they came.";

    public IReadOnlyList<OptionRow> Options => [Format, Out];

    public VerbArgument? Argument { get; } =
        new("DIR", "Results directories of runs, as --out or the last line of a run names them.", []);

    public IReadOnlyList<string> Examples { get; } =
    ["swapstress report results/*", "swapstress report --format md results/before results/after"];

    public Task<int> RunAsync(Invocation invocation) => Task.FromResult(Run(invocation.Values, invocation.Output));

    private static int Run(OptionValues values, TextWriter output)
    {
        IReadOnlyList<string> directories = values.Arguments;
        Action<IReadOnlyList<RecordedRun>, TextWriter> write = values.Get(Format, TextReport.Write);
        // What looks like an option would be taken for a directory otherwise.
        if (directories.FirstOrDefault(value => value.StartsWith('-')) is { } option)
            throw new UsageException($"unknown option '{option}'; a directory of that name is written ./{option}");
        if (directories.Count == 0)
            throw new UsageException($"report needs results directories: {ProgramName.Typed} report DIR");
        string? path = OutputPaths.Of(values, Out, "report.html");
        // A report beside the run is what a run writes itself.
        if (Path.GetFileName(path) != ResultsRecorder.ReportFile)
            PathRules.Check([new NamedPath(Out.Name, path, IsWritten: true)]);
        using OutputFile? file = path is null ? null : OutputFile.Open(Out.Name, path);
        RecordedRun[] runs = [.. directories.Select(RecordedRuns.Read)];
        if (runs.All(run => run.Contenders.Count == 0))
            throw new UsageException(
                runs.Any(run => ResultsDirectory.IsInUse(run.Directory))
                    ? "no round has ended there yet; wait for the first one"
                    : $"no round ended there before the run did; '{ProgramName.Typed} run --resume {runs[0].Directory}' goes on with it"
            );
        if (file is null)
            write(runs, output);
        else
            ReportFile.Write(file, destination => write(runs, destination));
        return ExitCode.Clean;
    }
}
