using System.Globalization;

namespace SwapStress.Harness.Limits;

/// <summary>One resource limit of a process.</summary>
/// <param name="Soft">What binds it now; null for no limit.</param>
/// <param name="Hard">What its user can raise that to; null for no limit.</param>
internal readonly record struct ResourceLimit(long? Soft, long? Hard);

/// <summary>The resource limits of this process (getrlimit(2)), and the commands that raise them.</summary>
internal sealed class ResourceLimits(HostFiles files)
{
    private const string Path = "/proc/self/limits";

    /// <summary>A limit; no limit where the system does not tell.</summary>
    /// <param name="title">As /proc/self/limits has it, such as "Max processes".</param>
    public ResourceLimit Of(string title)
    {
        string? line = files
            .ReadLines(Path)
            .FirstOrDefault(text => text.StartsWith(title + " ", StringComparison.Ordinal));
        string[] words = line?[title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new ResourceLimit(Number(words, 0), Number(words, 1));
    }

    /// <summary>The command that raises a limit in the shell that it is typed in, which above the hard limit takes root.</summary>
    /// <param name="option">Its option of the shell's ulimit.</param>
    /// <param name="unit">What ulimit counts, in units of the limit.</param>
    /// <param name="name">Its option of prlimit(1).</param>
    public static string Remedy(ResourceLimit limit, char option, long unit, string name, long needed) =>
        limit.Hard is { } hard && hard < needed
            ? string.Create(CultureInfo.InvariantCulture, $"sudo prlimit --pid $$ --{name}={needed}")
            : string.Create(CultureInfo.InvariantCulture, $"ulimit -{option} {(needed + unit - 1) / unit}");

    private static long? Number(string[] words, int index) =>
        index < words.Length
        && long.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;
}
