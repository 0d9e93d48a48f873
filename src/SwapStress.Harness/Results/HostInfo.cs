using System.Runtime.InteropServices;
using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Results;

/// <summary>The machine of a run, as results name it.</summary>
/// <param name="Os">The operating system.</param>
/// <param name="Kernel">Its kernel's release.</param>
/// <param name="Cpu">The processor's model.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="MemoryBytes">Memory of the machine.</param>
/// <param name="Runtime">The .NET runtime.</param>
public sealed record HostInfo(string Os, string Kernel, string Cpu, int Cores, long MemoryBytes, string Runtime)
{
    /// <summary>This machine.</summary>
    public static HostInfo Read() => Read(new HostFiles());

    internal static HostInfo Read(HostFiles files)
    {
        string? model = files
            .ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        string? name = files
            .ReadLines("/etc/os-release")
            .FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal));
        return new HostInfo(
            name?["PRETTY_NAME=".Length..].Trim('"') ?? RuntimeInformation.OSDescription,
            files.ReadLines("/proc/sys/kernel/osrelease") is [string release, ..]
                ? release
                : Environment.OSVersion.VersionString,
            model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            files.ReadField("/proc/meminfo", "MemTotal") * 1024 ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            RuntimeInformation.FrameworkDescription
        );
    }
}
