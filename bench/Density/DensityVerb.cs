using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Zram;
using SwapStress.Stress.Shell;

namespace SwapStress.Bench.Density;

/// <summary><c>--density</c>: what a device takes for its pages, one line for each content.</summary>
internal sealed class DensityVerb : IVerb
{
    private const int PagesDefault = 65_536;

    public string Name => "density";

    public string Description => "Fill a zram and say what it takes for its pages, beside their data too.";

    public IReadOnlyList<OptionRow> Options { get; } =
    [BenchTable.Content, BenchTable.Pages, BenchTable.Compressor, BenchTable.Checksum];

    public IReadOnlyList<string> Examples { get; } = ["bench --density --content random"];

    public async Task<int> RunAsync(Invocation invocation)
    {
        OptionValues values = invocation.Values;
        int count = values.Get(BenchTable.Pages, PagesDefault);
        bool checksum = values.Get(BenchTable.Checksum, fallback: false);
        string compressor = values.Text(BenchTable.Compressor) ?? StressDefaults.Compressor;
        await invocation.Output.WriteLineAsync(
            $"{"content", -24}{"compressor", -24}{"pages", 8}{"ratio", 8}{"used/compr", 12}{"metadata/page", 15}{"table", 7}{"sums", 6}{"handles", 9}{"heads", 7}"
        );
        string[] contents = values.Text(BenchTable.Content) is { } one ? [one] : ["runtime", "near-zero", "random"];
        foreach (string content in contents)
            Measure(content, count, compressor, checksum, invocation.Output);
        return ExitCode.Clean;
    }

    private static void Measure(string content, int count, string compressor, bool checksum, TextWriter output)
    {
        PageSet pages = PageSet.Of(content, count);
        var codec = BenchCodecs.Of(compressor, pages);
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
