using System.Globalization;
using SwapStress.Harness.Limits;
using SwapStress.Primitives;
using SwapStress.Store;

namespace SwapStress.Harness.Kernel;

/// <summary>An active swap device or file of the system.</summary>
/// <param name="Path">As /proc/swaps names it.</param>
/// <param name="SizeBytes">Bytes of its slots; the header is not among them.</param>
/// <param name="UsedBytes">Bytes of the slots in use.</param>
/// <param name="Compressor">The algorithm in use on a zram device; null for others.</param>
/// <param name="Priority">The kernel fills the highest first; null where it is not shown.</param>
internal sealed record HostSwapDevice(string Path, long SizeBytes, long UsedBytes, string? Compressor, int? Priority)
{
    private const string SwapsPath = "/proc/swaps";

    public long Slots => SizeBytes / PageSize.Bytes;

    /// <summary>Slots that nobody has.</summary>
    public long FreeSlots => (SizeBytes - UsedBytes) / PageSize.Bytes;

    /// <summary>"/dev/zram0 (zram, lz4)".</summary>
    public string Text => Compressor is null ? Path : $"{Path} (zram, {Compressor})";

    /// <summary>Everything that is active, in the kernel's order.</summary>
    internal static IReadOnlyList<HostSwapDevice> ReadAll(HostFiles files)
    {
        var devices = new List<HostSwapDevice>();
        // Filename  Type  Size  Used  Priority, in KiB; blanks in names are written \040.
        foreach (string line in files.ReadLines(SwapsPath).Skip(1))
        {
            string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 4 || !TryParseKib(words[2], out long size) || !TryParseKib(words[3], out long used))
                continue;
            string path = words[0].Replace("\\040", " ", StringComparison.Ordinal);
            int? priority =
                words.Length > 4 && int.TryParse(words[4], CultureInfo.InvariantCulture, out int value) ? value : null;
            devices.Add(new HostSwapDevice(path, size, used, CompressorOf(path, files), priority));
        }
        return devices;
    }

    /// <summary>The columns of its mm_stat now; null where it is no zram.</summary>
    internal DeviceMemory? ReadMemory(HostFiles files)
    {
        string[] words = files.ReadLines(SysfsOf(Path) + "/mm_stat") is [string line, ..]
            ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [];
        long[] columns =
        [
            .. words.Select(word => long.TryParse(word, CultureInfo.InvariantCulture, out long value) ? value : 0),
        ];
        if (columns.Length == 0)
            return null;
        // Older kernels have fewer columns.
        Array.Resize(ref columns, Math.Max(columns.Length, 9));
        return new DeviceMemory(
            columns[0],
            columns[1],
            columns[2],
            columns[3],
            columns[4],
            columns[5],
            columns[6],
            columns[7],
            columns[8]
        );
    }

    private static string SysfsOf(string path) => "/sys/block/" + System.IO.Path.GetFileName(path);

    private static string? CompressorOf(string path, HostFiles files)
    {
        // All that there are, the one in use in brackets: lzo [lz4] zstd
        string line = files.ReadLines(SysfsOf(path) + "/comp_algorithm") is [string first, ..] ? first : "";
        int open = line.IndexOf('[', StringComparison.Ordinal);
        int close = line.IndexOf(']', StringComparison.Ordinal);
        return open >= 0 && close > open ? line[(open + 1)..close] : null;
    }

    private static bool TryParseKib(string text, out long bytes)
    {
        bool isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long kib);
        bytes = kib * 1024;
        return isNumber;
    }
}
