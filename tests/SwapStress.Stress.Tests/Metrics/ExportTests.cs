using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Metrics;

/// <summary>The real program with a collector, without one that answers, and with an event session of the runtime.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly string[] Names =
    [
        "swapstress.updates",
        "swapstress.lost_updates",
        "swapstress.swap_in.duration",
        "swapstress.store.compression_ratio",
        "swapstress.workers",
    ];

    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task A_collector_gets_every_metric_by_its_name_with_the_strategy()
    {
        using var receiver = new OtlpReceiver();
        Session session = await RunAsync(Otlp(receiver.Address, "http/protobuf"));
        Assert.Equal((0, ""), (session.Code, session.Errors));
        string last = receiver.Requests[^1];
        Assert.StartsWith("/v1/metrics ", last);
        Assert.All(
            [.. Names, "prepare-tick", "dotnet.process.memory.working_set"],
            name => Assert.Contains(name, last)
        );
    }

    /// <summary>The exporter's own timeout is ten seconds, and the last line is written before the last export.</summary>
    [Fact]
    public async Task A_collector_that_never_answers_does_not_hold_the_end_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        ProcessStartInfo start = Start(
            Otlp($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", "http/protobuf")
        );
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string? line = "";
        while (line?.StartsWith("Results are in", StringComparison.Ordinal) == false)
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(line);
        long end = Stopwatch.GetTimestamp();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TimeSpan waited = Stopwatch.GetElapsedTime(end);
        Assert.True(waited < TimeSpan.FromSeconds(8), $"{waited}");
        Assert.Equal(0, process.ExitCode);
        Assert.Matches(@"^swapstress: metrics cannot be sent to http://127\.0\.0\.1:\d+/; [^\n]*\n$", await errors);
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_that_is_not_there_is_told_in_one_line(string protocol)
    {
        using var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        string address = $"http://127.0.0.1:{((IPEndPoint)gone.LocalEndpoint).Port}/";
        gone.Stop();
        Session session = await RunAsync(Otlp(address, protocol));
        Assert.Equal(0, session.Code);
        Assert.Equal(
            $"swapstress: metrics cannot be sent to {address}; the results are not affected\n",
            session.Errors
        );
    }

    /// <summary>The event source that dotnet-counters listens to, without dotnet-counters.</summary>
    [Fact]
    public async Task Counters_see_every_metric()
    {
        string trace = _directory["run.nettrace"];
        Session session = await RunAsync(
            ("DOTNET_EnableEventPipe", "1"),
            ("DOTNET_EventPipeOutputPath", trace),
            (
                "DOTNET_EventPipeConfig",
                "System.Diagnostics.Metrics:0x2:4:SessionId=1;Metrics=SwapStress;RefreshInterval=1;MaxTimeSeries=1000;MaxHistograms=20"
            )
        );
        Assert.Equal((0, ""), (session.Code, session.Errors));
        byte[] bytes = await File.ReadAllBytesAsync(trace, TestContext.Current.CancellationToken);
        Assert.All(Names, name => Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(name)) >= 0, name));
    }

    public void Dispose() => _directory.Dispose();

    private static (string Name, string Value)[] Otlp(string address, string protocol) =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", address), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)];

    private Task<Session> RunAsync(params (string Name, string Value)[] variables) =>
        ChildProcess.RunAsync(Start(variables), TestContext.Current.CancellationToken);

    private ProcessStartInfo Start((string Name, string Value)[] variables)
    {
        string[] run =
        [
            "--fix",
            "on",
            "--threads",
            "16",
            "--region",
            "1M",
            "--rounds",
            "1",
            "--out",
            _directory["out"],
        ];
        ProcessStartInfo start = BuiltProgram.Start(run);
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return start;
    }
}
