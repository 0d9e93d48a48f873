using System.Diagnostics;
using System.Globalization;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Doctor;

/// <summary>The file system of the results: whether it can be written, its space, and what a durable line costs.</summary>
internal static class DiskExamination
{
    private const int Lines = 5;

    /// <summary>Rounds wait for their line, so a run of short rounds is slower than this each.</summary>
    private const double FlushMsMax = 50;

    /// <summary>The files of rounds of a long run.</summary>
    private const long SpaceMin = 8 * StressDefaults.RoundsFileBytes;

    private const string Remedy = "write --out DIR, with a directory that has room";

    /// <summary>Measures with a file of its own, which is gone afterwards.</summary>
    /// <param name="directory">Where results would go; its nearest parent stands for one that is not there.</param>
    public static Finding Examine(string directory)
    {
        string place = Path.GetFullPath(directory);
        while (!Directory.Exists(place) && Path.GetDirectoryName(place) is { } parent)
            place = parent;
        try
        {
            return Describe(place, new DriveInfo(place).AvailableFreeSpace, FlushMs(place));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Blocking("disk", $"{place} cannot be written: {exception.Message}", Remedy);
        }
    }

    /// <summary>What was measured says.</summary>
    /// <param name="flushMs">How long a durable line took.</param>
    internal static Finding Describe(string place, long freeBytes, double flushMs)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{place}: {freeBytes >> 20} MiB free, a durable line takes {flushMs:0.0} ms"
        );
        if (freeBytes < SpaceMin)
            return Finding.Note("disk", $"{text}; long runs keep up to {SpaceMin >> 20} MiB of rounds", Remedy);
        return flushMs <= FlushMsMax
            ? Finding.Ok("disk", text)
            : Finding.Note("disk", $"{text}, and each round waits for one", "write --out DIR, with a faster disk");
    }

    private static double FlushMs(string place)
    {
        string path = Path.Combine(place, $".swapstress-doctor-{Environment.ProcessId}");
        double[] took = new double[Lines];
        using var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose
        );
        for (int i = 0; i < took.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            file.Write("{}\n"u8);
            DurableFiles.Flush(file);
            took[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(took);
        return took[took.Length / 2];
    }
}
