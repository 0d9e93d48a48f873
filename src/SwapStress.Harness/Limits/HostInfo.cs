using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace SwapStress.Harness.Limits;

/// <summary>The machine of a run, as results name it.</summary>
/// <param name="Cores">Processors that this process may use.</param>
internal sealed record HostInfo(string Os, string Kernel, string Cpu, int Cores, long MemoryBytes, string Runtime)
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
            model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? ProcessorName(),
            Environment.ProcessorCount,
            files.ReadField("/proc/meminfo", "MemTotal") * 1024 ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            RuntimeInformation.FrameworkDescription
        );
    }

    /// <summary>What the processor calls itself, or the system it.</summary>
    private static string ProcessorName() =>
        BrandString() is { Length: > 0 } brand
            ? brand
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The 48 characters of CPUID's leaves 0x80000002 to 0x80000004; null where there is no such.</summary>
    private static string? BrandString()
    {
        const uint first = 0x8000_0002;
        const uint last = 0x8000_0004;
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(unchecked((int)0x8000_0000), 0).Eax < last)
            return null;
        var words = new List<int>();
        for (uint leaf = first; leaf <= last; leaf++)
        {
            (int eax, int ebx, int ecx, int edx) = X86Base.CpuId((int)leaf, 0);
            words.AddRange([eax, ebx, ecx, edx]);
        }
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(words))).Trim('\0', ' ');
    }
}
