using System.Collections.Concurrent;

namespace SwapStress.Harness.Results;

/// <summary>
/// Files that cannot be written end no run, which may have gone on for hours. Each is reported once, and once more when it
/// can be written again.
/// </summary>
/// <param name="directory">The results directory.</param>
/// <param name="warn">Hears of it, one line each.</param>
internal sealed class WriteFailures(string directory, Action<string> warn)
{
    /// <summary>Failed writes of each file that failed last time; each file is one thread's.</summary>
    private readonly ConcurrentDictionary<string, int> _failed = new(StringComparer.Ordinal);

    /// <summary>Failed writes of a file since the last one that did not fail.</summary>
    public int Of(string name) => _failed.TryGetValue(name, out int failed) ? failed : 0;

    /// <summary>Writes.</summary>
    /// <param name="name">The file.</param>
    /// <param name="write">Writes it, or leaves it as it was.</param>
    /// <param name="describeMissing">What so many failed writes mean for a reader of the file; null for nothing.</param>
    /// <returns>Whether it was written.</returns>
    public bool Attempt(string name, Action write, Func<int, string>? describeMissing = null)
    {
        string path = Path.Combine(directory, name);
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            int failed = _failed[name] = Of(name) + 1;
            if (failed == 1)
                warn($"cannot write {path}: {exception.Message}");
            return false;
        }
        if (_failed.TryRemove(name, out int missing))
            warn($"{path} can be written again{(describeMissing is null ? "" : $"; {describeMissing(missing)}")}");
        return true;
    }
}
