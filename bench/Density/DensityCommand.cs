using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Zram;

namespace SwapStress.Bench.Density;

/// <summary>
/// <c>--density [--content C] [--pages N] [--compressor SPEC] [--checksum on|off]</c>: what a device takes for its pages.
/// </summary>
public static class DensityCommand
{
    private const string Name = "--density";
    private const int PagesDefault = 65_536;

    /// <summary>What an array of bytes can hold, in round numbers.</summary>
    private const int PagesMax = 500_000;

    /// <summary>Fills a device and prints one line for each content.</summary>
    /// <returns>The exit code: 0, or 2 for arguments that mean nothing.</returns>
    /// <exception cref="CheckFailedException">The device refused a page, or lost one.</exception>
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            BenchArguments given = new BenchArguments(Name, "--content", "--pages", "--compressor", "--checksum").Take(
                arguments
            );
            int count = given.Whole("--pages", PagesDefault, 1, PagesMax);
            bool checksum = given.Switch("--checksum");
            string compressor = given.Text("--compressor") ?? "lz4";
            output.WriteLine(
                $"{"content", -24}{"compressor", -24}{"pages", 8}{"ratio", 8}{"used/compr", 12}{"metadata/page", 15}{"table", 7}{"sums", 6}{"handles", 9}{"heads", 7}"
            );
            string[] contents = given.Text("--content") is { } one ? [one] : ["runtime", "near-zero", "random"];
            foreach (string content in contents)
                Measure(content, count, compressor, checksum, output);
            return 0;
        }
        catch (FormatException e)
        {
            errors.WriteLine($"bench: {e.Message}");
            return 2;
        }
    }

    private static void Measure(string content, int count, string compressor, bool checksum, TextWriter output)
    {
        PageSet pages = BenchArguments.Pages(content, count);
        var codec = BenchArguments.Codec(compressor, pages);
        using var device = new ZramDevice(new ZramOptions((uint)count, codec) { Checksum = checksum });
        for (int i = 0; i < count; i++)
            CheckFailedException.Unless(device.Write((uint)i, pages[i]) == DeviceStatus.Ok, "a write failed");
        byte[] back = new byte[PageSize.Bytes];
        for (int i = 0; i < count; i++)
        {
            CheckFailedException.Unless(
                device.Read((uint)i, back) == DeviceStatus.Ok && pages[i].SequenceEqual(back),
                $"page {i} was lost"
            );
        }
        DeviceMemory memory = device.Memory;
        ZramMetadata metadata = device.Metadata;
        string name = content.StartsWith("file:", StringComparison.Ordinal) ? Path.GetFileName(content) : content;
        double compressed = Math.Max(1, memory.ComprDataSizeBytes);
        output.WriteLine(
            $"{name, -24}{codec, -24}{count, 8}{memory.OrigDataSizeBytes / compressed, 8:F3}"
                + $"{memory.MemUsedTotalBytes / compressed, 12:F3}{PerPage(metadata.TotalBytes), 15:F1}"
                + $"{PerPage(metadata.SlotTableBytes), 7:F1}{PerPage(metadata.ChecksumBytes), 6:F1}"
                + $"{PerPage(metadata.HandleBytes), 9:F1}{PerPage(metadata.ZspageHeadBytes), 7:F1}"
        );

        double PerPage(long bytes) => (double)bytes / count;
    }
}
