using System.Diagnostics.CodeAnalysis;
using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Results;
using SwapStress.Stress.Report.Page;
using SwapStress.Stress.Report.Recorded;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Report;

/// <summary>Writes report.html beside a run's results.</summary>
internal static class ReportFile
{
    /// <summary>Writes it; what hinders it is one line, and no failure of the run, whose results it shows.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Hours of a run are not lost for its report; it is told.")]
    public static void WriteBeside(string directory, Action<string> warn)
    {
        try
        {
            RecordedRun run = RecordedRuns.Read(directory);
            using var file = OutputFile.Open("the report", Path.Combine(directory, ResultsRecorder.ReportFile));
            Write(file, output => ReportPage.Write([run], output));
        }
        catch (Exception exception)
        {
            warn(
                $"{ResultsRecorder.ReportFile} is not written: {exception.Message}; '{ProgramName.Typed} {ReportVerb.Verb} {directory} --format html' makes it"
            );
        }
    }

    /// <summary>Writes a report to a file.</summary>
    /// <exception cref="EnvironmentException">It cannot be written; an earlier one is as it was.</exception>
    public static void Write(OutputFile file, Action<TextWriter> write) =>
        file.Write(stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            write(text);
        });
}
