using System.Diagnostics.CodeAnalysis;
using SwapStress.Cli.Report.Page;
using SwapStress.Harness;
using SwapStress.Harness.Recorded;
using SwapStress.Harness.Results;

namespace SwapStress.Cli.Report;

/// <summary>Writes reports to files: whole, or not at all.</summary>
internal static class ReportFile
{
    private const string DraftSuffix = ".tmp";

    /// <summary>Writes report.html beside a run's results; what hinders it is one line, and no failure of the run.</summary>
    /// <param name="directory">The results directory.</param>
    /// <param name="warn">Hears of it.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Hours of a run are not lost for its report; it is told.")]
    public static void WriteBeside(string directory, Action<string> warn)
    {
        string path = Path.Combine(directory, ResultsRecorder.ReportFile);
        try
        {
            RecordedRun run = RecordedRuns.Read(directory);
            Write(path, output => ReportPage.Write([run], output));
        }
        catch (Exception exception)
        {
            warn($"{ResultsRecorder.ReportFile} is not written: {exception.Message}");
        }
    }

    /// <summary>Writes a file.</summary>
    /// <exception cref="EnvironmentException">It cannot be written; an earlier one is as it was.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        string draft = path + DraftSuffix;
        try
        {
            try
            {
                using (var file = new StreamWriter(draft) { NewLine = "\n" })
                    write(file);
                FileReplacement.Move(draft, path);
            }
            catch
            {
                File.Delete(draft);
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"cannot write {path}: {exception.Message}; name another file with --out FILE",
                exception
            );
        }
    }
}
