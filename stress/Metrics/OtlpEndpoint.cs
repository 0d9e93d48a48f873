using SwapStress.Harness;

namespace SwapStress.Stress.Metrics;

/// <summary>Where metrics are sent to, as OpenTelemetry's own variables have it.</summary>
/// <param name="Address">Value of OTEL_EXPORTER_OTLP_ENDPOINT.</param>
/// <param name="ExportInterval">From one export to the next.</param>
internal sealed record OtlpEndpoint(Uri Address, TimeSpan ExportInterval)
{
    private const string EndpointName = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolName = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string IntervalName = "OTEL_METRIC_EXPORT_INTERVAL";

    /// <summary>Shorter than the specification's minute: a run may last less than that.</summary>
    private const int ExportIntervalMsDefault = 5_000;

    /// <summary>Reads it; null when there is none.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <exception cref="UsageException">It is no place that metrics can be sent to.</exception>
    public static OtlpEndpoint? FromEnvironment(Func<string, string?> variable)
    {
        if (variable(EndpointName) is not { Length: > 0 } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw new UsageException(
                $"{EndpointName} '{text}' is no address; write http://localhost:4317, for example"
            );
        if (variable(ProtocolName) is { Length: > 0 } protocol && protocol is not ("grpc" or "http/protobuf"))
            throw new UsageException($"unknown {ProtocolName} '{protocol}'; write grpc or http/protobuf");
        int intervalMs = ExportIntervalMsDefault;
        if (
            variable(IntervalName) is { Length: > 0 } interval
            && (!int.TryParse(interval, out intervalMs) || intervalMs < 1)
        )
            throw new UsageException(
                $"{IntervalName} '{interval}' is no number of milliseconds; write 5000, for example"
            );
        return new OtlpEndpoint(address, TimeSpan.FromMilliseconds(intervalMs));
    }
}
