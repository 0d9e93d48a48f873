using System.CommandLine;
using SwapStress.Cli.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Recorded;
using SwapStress.Harness.Runs;

namespace SwapStress.Cli.Report;

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
            "text|md|csv",
            "text for people, md for a mail or a pull request, csv for a program. Default text."
        );

    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        string format = Choice(Format, "text", "md", "csv") ?? "text";
        // What looks like an option would be taken for a directory otherwise.
        if (Array.Find(Values(Directories), value => value.StartsWith('-')) is { } option)
            throw new UsageException($"unknown option '{option}'; a directory of that name is written ./{option}");
        if (Values(Directories).Length == 0)
            throw new UsageException("report needs results directories: swapstress report DIR");
        RecordedRun[] runs = [.. Values(Directories).Select(RecordedRuns.Read)];
        if (runs.All(run => run.Contenders.Count == 0))
            throw new UsageException("no round has ended there yet; wait for the first one");
        switch (format)
        {
            case "md":
                ReportText.WriteMarkdown(runs, output);
                break;
            case "csv":
                ReportText.WriteCsv(runs, output);
                break;
            default:
                ReportText.WriteTable(runs, output);
                break;
        }
        return ExitCode.Clean;
    }
}
