using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Shell;

/// <summary>Files that options name and that are written. Looked at first: what fills them can take long.</summary>
internal static class OutputPaths
{
    /// <summary>The file of an option as it was written, or null.</summary>
    /// <param name="results">A directory that will be there by then; null for none.</param>
    /// <exception cref="UsageException">It cannot be written there.</exception>
    public static string? Of(OptionValues values, OptionRow row, string example = "out.json", string? results = null)
    {
        if (values.Text(row) is not { } file)
            return null;
        if (file.Length == 0 || Directory.Exists(file))
            throw new UsageException($"{row} '{file}' is no file; write {row} {example}");
        string directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return Directory.Exists(directory) || (results is not null && directory == Path.GetFullPath(results))
            ? file
            : throw new UsageException(
                $"{row} {file}: there is no directory {directory}; make it, or name another file"
            );
    }

    /// <summary>The whole path of a trace, or null.</summary>
    /// <exception cref="UsageException">It cannot be written there.</exception>
    public static string? OfTrace(OptionValues values, OptionRow row, string? results = null)
    {
        if (Of(values, row, results: results) is not { } file)
            return null;
        string path = Path.GetFullPath(file);
        // It is replaced by renaming another file, which would take a device away.
        return !path.StartsWith("/dev/", StringComparison.Ordinal) && !OutputFile.IsWrittenInPlace(path)
            ? path
            : throw new UsageException($"{row} {file} is no ordinary file; write {row} out.json");
    }
}
