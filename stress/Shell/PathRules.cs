using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Results;

namespace SwapStress.Stress.Shell;

/// <summary>A file or directory of a command line.</summary>
/// <param name="Name">The option, or what else names it.</param>
/// <param name="IsWritten">Whether what is there changes.</param>
internal sealed record NamedPath(string Name, string? Path, bool IsWritten);

/// <summary>Nothing is written over what something else reads or writes, or over the results of a run.</summary>
internal static class PathRules
{
    private const int LinksMax = 40;

    private static readonly StringComparer Comparer =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparer.OrdinalIgnoreCase
            : StringComparer.Ordinal;

    /// <summary>Checks the paths of a command line; those that are null are not there.</summary>
    /// <param name="results">The directory that a run writes to; null for none, or for one that nobody can name yet.</param>
    /// <exception cref="UsageException">One would be written over.</exception>
    public static void Check(IEnumerable<NamedPath> paths, string? results = null)
    {
        string? directory = results is null ? null : Resolve(results);
        var seen = new List<(NamedPath Path, string Real)>();
        if (directory is not null)
            seen.Add((new NamedPath("the results", results, IsWritten: true), directory));
        foreach (NamedPath path in paths.Where(path => path.Path is { Length: > 0 }))
        {
            string real = Resolve(path.Path!);
            if (path.IsWritten && ResultsDirectory.IsResult(real, directory))
                throw new UsageException(
                    $"{path.Name} {path.Path} is a file of the results in {Path.GetDirectoryName(real)}; name another"
                );
            if (
                seen.Find(other =>
                    (other.Path.IsWritten || path.IsWritten) && Comparer.Equals(other.Real, real)
                ).Path is
                { } same
            )
                throw new UsageException($"{path.Name} {path.Path} and {same.Name} are the same file; name another");
            // What is written at once, a FIFO or a terminal, is nobody's data.
            if (!OutputFile.IsWrittenInPlace(real))
                seen.Add((path, real));
        }
    }

    /// <summary>The whole path without symbolic links, as far as it exists.</summary>
    private static string Resolve(string path, int links = 0)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(whole) is not { } parent || links > LinksMax)
            return whole;
        string here = Path.Combine(Resolve(parent, links), Path.GetFileName(whole));
        return new FileInfo(here).LinkTarget is { } target
            ? Resolve(Path.Combine(Path.GetDirectoryName(here)!, target), links + 1)
            : here;
    }
}
