using System.Globalization;

namespace SwapStress.Harness.Limits;

/// <summary>The kernel's text files under a root directory: / on a live system, a made-up tree in tests.</summary>
/// <param name="root">The directory that stands for /.</param>
internal sealed class HostFiles(string root = "/")
{
    /// <summary>Where a path of the host lies under the root.</summary>
    public string Resolve(string path) => Path.Combine(root, path.TrimStart('/'));

    /// <summary>The lines of a file; none if it cannot be read.</summary>
    public IReadOnlyList<string> ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(Resolve(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The first line as a number; null if there is none ("max" included).</summary>
    public long? ReadNumber(string path) =>
        ReadLines(path) is [string first, ..]
        && long.TryParse(first.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;

    /// <summary>The number behind a key of a file such as /proc/meminfo; null if there is none.</summary>
    public long? ReadField(string path, string key)
    {
        foreach (string line in ReadLines(path))
        {
            string[] words = line.Split((char[])[' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries);
            if (
                words.Length >= 2
                && words[0] == key
                && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            )
                return value;
        }
        return null;
    }

    /// <summary>The processes there are, as directories of /proc.</summary>
    public IReadOnlyList<string> Processes() =>
        Directory.Exists(Resolve("/proc"))
            ? Directory
                .EnumerateDirectories(Resolve("/proc"))
                .Select(directory => Path.GetFileName(directory))
                .Where(name => name.All(char.IsAsciiDigit))
                .Select(name => "/proc/" + name)
                .ToArray()
            : [];
}
