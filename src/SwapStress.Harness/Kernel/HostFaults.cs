using System.Globalization;
using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Kernel;

/// <summary>What the kernel has counted of faults and swap.</summary>
/// <param name="MinorFaults">Faults of this process that read nothing (field minflt of /proc/self/stat).</param>
/// <param name="MajorFaults">Faults of this process that read swap or a file (field majflt).</param>
/// <param name="SwapIns">
/// Pages that the system read from swap (pswpin of /proc/vmstat); those of zeros, which newer kernels do not store,
/// included (swpin_zero).
/// </param>
/// <param name="SwapOuts">Pages that the system wrote to swap (pswpout), those of zeros included (swpout_zero).</param>
internal readonly record struct HostFaults(long MinorFaults, long MajorFaults, long SwapIns, long SwapOuts)
{
    private const string VmStat = "/proc/vmstat";

    /// <summary>The counts now.</summary>
    public static HostFaults Read(HostFiles files)
    {
        // The second field is the program's name in brackets and may hold anything; from the last bracket on it is plain.
        string line = files.ReadLines("/proc/self/stat") is [string first, ..] ? first : "";
        string[] fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new HostFaults(
            Field(fields, 10),
            Field(fields, 12),
            Count(files, "pswpin") + Count(files, "swpin_zero"),
            Count(files, "pswpout") + Count(files, "swpout_zero")
        );
    }

    /// <summary>A field by its number in proc(5), counted from 1; the third is the first after the name.</summary>
    private static long Field(string[] fields, int number) =>
        fields.Length > number - 3
        && long.TryParse(fields[number - 3], NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : 0;

    private static long Count(HostFiles files, string key) => files.ReadField(VmStat, key) ?? 0;
}
