using System.Diagnostics.Tracing;

namespace SwapStress.Stress.Metrics;

/// <summary>The exporter tells its failures to an event source only; this tells the first one to people.</summary>
/// <param name="failed">Called once, on any thread.</param>
internal sealed class ExportFailures(Action failed) : EventListener
{
    private const string SourceName = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private int _failures;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == SourceName)
            EnableEvents(eventSource, EventLevel.Warning);
    }

    /// <summary>An export failed.</summary>
    public void Note()
    {
        if (Interlocked.Exchange(ref _failures, 1) == 0)
            failed();
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) => Note();
}
