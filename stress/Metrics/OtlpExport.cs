using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using SwapStress.Harness.Files;

namespace SwapStress.Stress.Metrics;

/// <summary>Sends the meters of the run and of the runtime over OTLP, and the last values when it is disposed of.</summary>
internal sealed class OtlpExport : IDisposable
{
    /// <summary>Nobody waits longer than this for an endpoint that does not answer, once the run is done.</summary>
    private const int LastExportMs = 1_000;

    private readonly MeterProvider _provider;
    private readonly ExportFailures _failures;

    private OtlpExport(OtlpEndpoint endpoint, Action<string> warn)
    {
        _failures = new ExportFailures(() =>
            warn($"metrics cannot be sent to {endpoint.Address}; the results are not affected")
        );
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("swapstress", serviceVersion: BuildInfo.Version))
            .AddMeter(RunMetrics.MeterName, "System.Runtime")
            .AddOtlpExporter(
                (exporter, reader) =>
                {
                    exporter.TimeoutMilliseconds = Math.Min(exporter.TimeoutMilliseconds, LastExportMs);
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)
                        endpoint.ExportInterval.TotalMilliseconds;
                }
            )
            .Build();
    }

    /// <summary>Begins to send; without an endpoint nothing is made, not even what OpenTelemetry's assemblies have.</summary>
    /// <param name="endpoint">Where to, or null.</param>
    /// <param name="warn">Hears, once, that it does not work; on any thread.</param>
    public static IDisposable? Start(OtlpEndpoint? endpoint, Action<string> warn) =>
        endpoint is null ? null : Create(endpoint, warn);

    public void Dispose()
    {
        if (!_provider.Shutdown(LastExportMs))
            _failures.Note();
        _provider.Dispose();
        _failures.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OtlpExport Create(OtlpEndpoint endpoint, Action<string> warn) => new(endpoint, warn);
}
