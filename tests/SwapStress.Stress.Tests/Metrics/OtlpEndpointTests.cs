using SwapStress.Harness;
using SwapStress.Stress.Metrics;

namespace SwapStress.Stress.Tests.Metrics;

public sealed class OtlpEndpointTests
{
    [Fact]
    public void Without_the_variable_there_is_none()
    {
        Assert.Null(OtlpEndpoint.FromEnvironment(_ => null));
        Assert.Null(OtlpEndpoint.FromEnvironment(_ => ""));
    }

    [Fact]
    public void An_address_and_an_interval_are_read()
    {
        OtlpEndpoint? endpoint = From("http://localhost:4318", "http/protobuf", "250");
        Assert.Equal(new OtlpEndpoint(new Uri("http://localhost:4318"), TimeSpan.FromMilliseconds(250)), endpoint);
        Assert.Equal(TimeSpan.FromSeconds(5), From("https://host:1", null, null)!.ExportInterval);
    }

    [Theory]
    [InlineData(
        "localhost:4317",
        null,
        null,
        "OTEL_EXPORTER_OTLP_ENDPOINT 'localhost:4317' is no address; write http://"
    )]
    [InlineData("nowhere", null, null, "OTEL_EXPORTER_OTLP_ENDPOINT 'nowhere' is no address; write http://")]
    [InlineData(
        "http://h:1",
        "http/json",
        null,
        "unknown OTEL_EXPORTER_OTLP_PROTOCOL 'http/json'; write grpc or http/protobuf"
    )]
    [InlineData(
        "http://h:1",
        null,
        "soon",
        "OTEL_METRIC_EXPORT_INTERVAL 'soon' is no number of milliseconds; write 5000"
    )]
    [InlineData("http://h:1", null, "0", "OTEL_METRIC_EXPORT_INTERVAL '0' is no number of milliseconds; write 5000")]
    public void What_cannot_work_is_refused(string endpoint, string? protocol, string? interval, string message) =>
        Assert.StartsWith(message, Assert.Throws<UsageException>(() => From(endpoint, protocol, interval)).Message);

    private static OtlpEndpoint? From(string endpoint, string? protocol, string? interval) =>
        OtlpEndpoint.FromEnvironment(name =>
            name switch
            {
                "OTEL_EXPORTER_OTLP_ENDPOINT" => endpoint,
                "OTEL_EXPORTER_OTLP_PROTOCOL" => protocol,
                "OTEL_METRIC_EXPORT_INTERVAL" => interval,
                _ => null,
            }
        );
}
