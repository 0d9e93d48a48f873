using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Results;
using SwapStress.Stress.Report.Page;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Report;

/// <summary>The verb <c>report</c>: recorded runs side by side.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="output">Where the report goes.</param>
internal sealed class ReportCommand(ParseResult parsed, TextWriter output) : OptionReader(parsed)
{
    /// <summary>The verb.</summary>
    public const string Verb = "report";

    /// <summary>The results directories.</summary>
    public static Argument<string[]> Directories { get; } =
        new("DIR")
        {
            Description = "Results directories of runs, as --out or the last line of a run names them.",
            Arity = ArgumentArity.ZeroOrMore,
        };

    /// <summary>The form of the report.</summary>
    public static Option<string> Format { get; } =
        OptionOf.Value(
            "--format",
            "text|md|html|csv",
            "text for people, md for a mail or a pull request, html with charts, csv for a program. Default text."
        );

    /// <summary>Where the report goes.</summary>
    public static Option<string> Out { get; } =
        OptionOf.Value("--out", "FILE", "Write the report to this file instead of stdout.");

    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        Action<IReadOnlyList<RecordedRun>, TextWriter> write = Choice(Format, "text", "md", "html", "csv") switch
        {
            "md" => MarkdownReport.Write,
            "html" => ReportPage.Write,
            "csv" => CsvReport.Write,
            _ => TextReport.Write,
        };
        // What looks like an option would be taken for a directory otherwise.
        if (Array.Find(Values(Directories), value => value.StartsWith('-')) is { } option)
            throw new UsageException($"unknown option '{option}'; a directory of that name is written ./{option}");
        if (Values(Directories).Length == 0)
            throw new UsageException($"report needs results directories: {ProgramName.Typed} report DIR");
        string? path = OutputFile(Out, "report.html");
        // A report beside the run is what a run writes itself.
        if (Path.GetFileName(path) != ResultsRecorder.ReportFile)
            PathRules.Check([new NamedPath(Out.Name, path, IsWritten: true)]);
        using OutputFile? file = path is null ? null : Harness.Files.OutputFile.Open(Out.Name, path);
        RecordedRun[] runs = [.. Values(Directories).Select(RecordedRuns.Read)];
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
