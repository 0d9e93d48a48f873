using System.Text.Json;
using System.Text.Json.Serialization;
using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Stress.Shell;

namespace SwapStress.Bench.Throughput;

/// <summary><c>--throughput</c>: put and get of zram, and the bare codec, over 1 to N threads.</summary>
internal sealed class ThroughputVerb : IVerb
{
    private const double SecondsDefault = 0.3;
    private const int RepeatsDefault = 11;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    public string Name => "throughput";

    public string Description => "Measure put and get of zram, and the bare codec, over 1 to N threads.";

    public IReadOnlyList<OptionRow> Options { get; } =
    [
        BenchTable.Threads,
        BenchTable.Seconds,
        BenchTable.Repeat,
        BenchTable.Content,
        BenchTable.Compressor,
        BenchTable.Checksum,
        BenchTable.Json,
    ];

    public IReadOnlyList<string> Examples { get; } = ["bench --throughput --threads 4 --seconds 0.5"];

    public Task<int> RunAsync(Invocation invocation)
    {
        OptionValues values = invocation.Values;
        string content = values.Text(BenchTable.Content) ?? "runtime";
        PageSet pages = PageSet.Of(content, ThroughputThread.PageCount);
        var options = new ThroughputOptions(
            values.Get(BenchTable.Threads, Environment.ProcessorCount),
            values.Get(BenchTable.Seconds, SecondsDefault),
            values.Get(BenchTable.Repeat, RepeatsDefault),
            content,
            BenchCodecs.Of(values.Text(BenchTable.Compressor) ?? StressDefaults.Compressor, pages),
            values.Get(BenchTable.Checksum, fallback: false)
        );
        using OutputFile? file = JsonOutput.Open(OutputPaths.Of(values, BenchTable.Json));
        using var run = new ThroughputRun(options, pages);
        IReadOnlyList<ThroughputRow> rows = run.Run();
        Write(options, rows, invocation.Output);
        JsonOutput.Write(file, Serialize(options, rows));
        return Task.FromResult(ExitCode.Clean);
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
