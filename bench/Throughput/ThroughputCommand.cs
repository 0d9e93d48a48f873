using System.Text.Json;
using System.Text.Json.Serialization;
using SwapStress.Primitives;

namespace SwapStress.Bench.Throughput;

/// <summary>
/// <c>--throughput [--threads N] [--seconds S] [--repeat N] [--content C] [--compressor SPEC] [--checksum on|off]
/// [--json FILE]</c>.
/// </summary>
public static class ThroughputCommand
{
    private const string Name = "--throughput";
    private const int ThreadsMax = 256;
    private const double SecondsDefault = 0.3;
    private const int RepeatsDefault = 11;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Measures and prints the table.</summary>
    /// <returns>The exit code: 0, or 2 for arguments that mean nothing.</returns>
    /// <exception cref="CheckFailedException">Something was computed wrong.</exception>
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            BenchArguments given = new BenchArguments(
                Name,
                "--threads",
                "--seconds",
                "--repeat",
                "--content",
                "--compressor",
                "--checksum",
                "--json"
            ).Take(arguments);
            string content = given.Text("--content") ?? "runtime";
            PageSet pages = BenchArguments.Pages(content, ThroughputThread.PageCount);
            var options = new ThroughputOptions(
                given.Whole("--threads", Environment.ProcessorCount, 1, ThreadsMax),
                given.Seconds("--seconds", SecondsDefault, 0.001, 60),
                given.Whole("--repeat", RepeatsDefault, 1, 10_000),
                content,
                BenchArguments.Codec(given.Text("--compressor") ?? "lz4", pages),
                given.Switch("--checksum")
            );
            using var run = new ThroughputRun(options, pages);
            IReadOnlyList<ThroughputRow> rows = run.Run();
            Write(options, rows, output);
            if (given.Text("--json") is { } path)
                File.WriteAllText(path, Serialize(options, rows));
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"bench: {e.Message}");
            return 2;
        }
    }

    private static void Write(ThroughputOptions options, IReadOnlyList<ThroughputRow> rows, TextWriter output)
    {
        output.WriteLine(
            $"{ThroughputThread.PageCount} pages of {options.Content} a thread, {options.Codec}, checksums "
                + $"{(options.Checksum ? "on" : "off")}; {options.Repeats} repeats of {options.Seconds} s; "
                + $"{Environment.ProcessorCount} processors"
        );
        output.WriteLine();
        output.WriteLine(
            $"{"", -11}{"threads", 8}{"pages/s", 12}{"25 %", 12}{"75 %", 12}{"/ 1 thread", 12}{"25 %", 8}{"75 %", 8}{"/ bare", 9}"
        );
        foreach (ThroughputRow row in rows)
        {
            Spread rate = row.PagesPerSecond;
            Spread ratio = row.OverOneThread;
            output.WriteLine(
                $"{row.Step, -11}{row.Threads, 8}{rate.Median, 12:F0}{rate.Quartile1, 12:F0}{rate.Quartile3, 12:F0}"
                    + $"{ratio.Median, 12:F3}{ratio.Quartile1, 8:F3}{ratio.Quartile3, 8:F3}{row.OverBare?.Median, 9:F3}"
            );
        }
    }

    private static string Serialize(ThroughputOptions options, IReadOnlyList<ThroughputRow> rows) =>
        JsonSerializer.Serialize(
            new
            {
                Schema = "swapstress/throughput/1",
                Processors = Environment.ProcessorCount,
                Runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
                Options = new
                {
                    Threads = options.ThreadsMax,
                    options.Seconds,
                    options.Repeats,
                    options.Content,
                    Compressor = options.Codec.Spec.ToString(),
                    CodecProvider = options.Codec.Provider.Name,
                    options.Checksum,
                },
                Rows = rows,
            },
            Json
        );
}
