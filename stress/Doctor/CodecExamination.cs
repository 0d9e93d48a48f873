using SwapStress.Store.Compression.Native;

namespace SwapStress.Stress.Doctor;

/// <summary>The page codecs, as <c>swapstress codecs</c> lists them.</summary>
internal static class CodecExamination
{
    private const string MissingMark = "missing: ";

    /// <summary>What installs the native libraries; Homebrew is no administrator's. Null where no command does.</summary>
    public static string? Install { get; } =
        NativeCodecPackages.InstallCommand is { } command && OperatingSystem.IsLinux()
            ? $"sudo {command}"
            : NativeCodecPackages.InstallCommand;

    /// <summary>Examines.</summary>
    /// <param name="lines">The list, a codec of a provider each.</param>
    public static IEnumerable<Finding> Examine(IReadOnlyList<string> lines)
    {
        // lz4 is what a run has by default.
        bool canRun = lines.Any(line =>
            line.Contains("lz4", StringComparison.Ordinal) && !line.Contains(MissingMark, StringComparison.Ordinal)
        );
        foreach (string line in lines)
        {
            string text = string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (!line.Contains(MissingMark, StringComparison.Ordinal))
                yield return new Finding("codec", FindingLevel.Ok, text);
            else
                yield return new Finding(
                    "codec",
                    FindingLevel.Missing,
                    text,
                    line.StartsWith("native", StringComparison.Ordinal) ? Install : null
                )
                {
                    Blocks = !canRun,
                };
        }
    }
}
