using System.Globalization;
using System.IO.Enumeration;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;

namespace SwapStress.Harness.Results;

/// <summary>Where a run's files go.</summary>
internal static class ResultsDirectory
{
    /// <summary>Under the current directory.</summary>
    internal const string Parent = "results";

    private static readonly string[] Marks = [ResultsRecorder.RunFile, RoundsFiles.Current, RunRecipe.FileName];

    /// <summary>Files of results; a star stands for any text.</summary>
    private static readonly string[] Names =
    [
        .. Marks,
        RoundsFiles.Dropped,
        "rounds.*.jsonl",
        IntervalsLog.Current,
        IntervalsLog.Earlier,
        ResultsRecorder.InterleavingsFile,
        ResultsRecorder.ReportFile,
        ResultsRecorder.WatchdogFile,
        RunLock.FileName,
        "swapin-*.hgrm",
    ];

    /// <summary>Refuses a directory of the user's that cannot take the results; creates nothing.</summary>
    /// <exception cref="UsageException">It is a file, or has results already.</exception>
    public static void Check(string? directory)
    {
        if (directory is null)
            return;
        if (directory.Length == 0)
            throw new UsageException("--out names no directory; write --out DIR");
        if (File.Exists(directory))
            throw new UsageException($"--out {directory} is a file; name a directory");
        foreach (string name in Marks)
        {
            if (File.Exists(Path.Combine(directory, name)))
                throw new UsageException(
                    $"--out {directory} has a {name} already; name another directory, or go on there with --resume {directory}"
                );
        }
    }

    /// <summary>Creates the directory of a run: the user's, or results/&lt;utc&gt;-&lt;name&gt;.</summary>
    /// <exception cref="EnvironmentException">It cannot be created.</exception>
    public static string Create(StressOptions options, DateTimeOffset now)
    {
        string directory = options.Out ?? Unused(Default(NameOf(options), now));
        Create(directory);
        return directory;
    }

    /// <summary>Creates a directory where there is none.</summary>
    /// <exception cref="EnvironmentException">It cannot be created.</exception>
    public static void Create(string directory)
    {
        try
        {
            if (!Directory.Exists(directory))
            {
                Directory.CreateDirectory(directory);
                DurableFiles.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(directory))!);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"cannot create the results directory {directory}: {exception.Message}; name another with --out DIR",
                exception
            );
        }
    }

    /// <summary>results/&lt;utc&gt;-&lt;name&gt;.</summary>
    public static string Default(string name, DateTimeOffset now) =>
        Path.Combine(
            Parent,
            now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + $"-{name}"
        );

    /// <summary>Whether a path is, or will be, a file that runs keep their results in.</summary>
    /// <param name="directory">The directory of a run that is to begin; null for none.</param>
    public static bool IsResult(string path, string? directory)
    {
        string parent = Path.GetDirectoryName(path) ?? path;
        return Names.Any(name => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(path)))
            && (parent == directory || Marks.Any(mark => File.Exists(Path.Combine(parent, mark))));
    }

    /// <summary>Whether a run goes on there.</summary>
    public static bool IsInUse(string directory)
    {
        if (!File.Exists(Path.Combine(directory, RunLock.FileName)))
            return false;
        try
        {
            RunLock.Take(directory).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is UsageException or IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    internal static string NameOf(StressOptions options) =>
        options.IsModel ? $"{options.Race?.Name ?? options.Device}-{options.StrategiesName}" : "kernel";

    private static string Unused(string directory)
    {
        string candidate = directory;
        for (int i = 2; Path.Exists(candidate); i++)
            candidate = $"{directory}-{i}";
        return candidate;
    }
}
