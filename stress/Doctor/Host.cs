using SwapStress.Harness.Limits;

namespace SwapStress.Stress.Doctor;

/// <summary>The machine that is examined: a live one, or files in a test.</summary>
/// <param name="IsLinux">Whether it is a Linux; the files say nothing elsewhere.</param>
/// <param name="Processors">Processors that the runtime uses.</param>
internal sealed record Host(HostFiles Files, bool IsLinux, int Processors)
{
    /// <summary>This machine.</summary>
    public static Host This => new(new HostFiles(), OperatingSystem.IsLinux(), Environment.ProcessorCount);

    /// <summary>The first line of a file, without blanks around it; null if there is none.</summary>
    public string? Line(string path) => Files.ReadLines(path) is [string first, ..] ? first.Trim() : null;
}
