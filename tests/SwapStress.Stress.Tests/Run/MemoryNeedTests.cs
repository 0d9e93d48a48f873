using System.Diagnostics;
using SwapStress.Harness.Runs;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>What a run is said to need is what it takes: of two runs that differ in size, the difference.</summary>
/// <remarks>Content that does not compress, in each; the runtime, the threads and the codecs are in both runs and cancel.</remarks>
public sealed class MemoryNeedTests
{
    private const double Tolerance = 0.15;
    private const string Small = "8M";
    private const string Large = "72M";

    [Theory]
    [InlineData("--device zram --compressor lz4 --content random --threads 4 --sync prepare-tick")]
    [InlineData("--device zram --compressor zstd --content random --threads 4 --sync prepare-tick --checksum on")]
    [InlineData("--device brd --content random --threads 4 --sync none,cached")]
    [InlineData("--device zram --content random --threads 4 --sync swap-cache --zswap")]
    [InlineData("--device zram --content random --threads 4 --sync prepare-tick --flight-recorder on")]
    [InlineData("--device zram --content random --threads 256 --work fill --sync none")]
    public async Task A_run_takes_what_it_is_said_to_need(string options)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("/proc tells the peak of the resident memory, which is Linux's");
        string line = $"{options} --rounds 1 --read-delay 0 --duration 20s";
        long need = Need(line, Large) - Need(line, Small);
        long taken = await PeakBytesAsync(line, Large) - await PeakBytesAsync(line, Small);
        Assert.True(
            Math.Abs(taken - need) <= Tolerance * need,
            $"{line}: from {Small} to {Large} {need >> 20} MiB more are needed, and {taken >> 20} MiB were taken"
        );
    }

    /// <summary>A limit, a device larger than the region, and strategies, each with a region of its own.</summary>
    [Fact]
    public void What_cannot_be_taken_is_not_needed()
    {
        const string Plain = "--sync none --read-delay 0 --device";
        long region = 64L << 20;
        Assert.InRange(Need($"{Plain} zram", "64M"), 2 * region, 2.1 * region);
        Assert.InRange(Need($"{Plain} zram --mem-limit 1M", "64M"), region, 1.1 * region);
        Assert.InRange(Need($"{Plain} zram --swap-size 256M", "64M"), 2 * region, 2.15 * region);
        Assert.InRange(Need($"{Plain} brd --swap-size 256M", "64M"), 5 * region, 5.1 * region);
        Assert.Equal(
            3 * Need($"{Plain} brd", "64M"),
            Need("--sync none,cached,swap-cache --read-delay 0 --device brd", "64M")
        );
    }

    private static long Need(string line, string region) =>
        MemoryNeed.Of(Resolved.FromLine($"{line} --region {region}"));

    private static async Task<long> PeakBytesAsync(string line, string region)
    {
        using var results = new TestDirectory();
        ProcessStartInfo start = BuiltProgram.Start([
            .. line.Split(' '),
            "--region",
            region,
            "--no-progress",
            "--out",
            Path.Combine(results.Path, "run"),
        ]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancelled);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakBytes(process.Id));
            await Task.Delay(20, cancelled);
        }
        // 1 and 4: it lost data, or did not although it might have.
        Assert.True(process.ExitCode is 0 or 1 or 4, $"exit {process.ExitCode}: {await errors}{await output}");
        return peak;
    }

    /// <summary>The peak of the process's resident memory; 0 when it has ended.</summary>
    private static long PeakBytes(int processId)
    {
        const string Field = "VmHWM:";
        try
        {
            string? line = File.ReadLines($"/proc/{processId}/status")
                .FirstOrDefault(candidate => candidate.StartsWith(Field, StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
