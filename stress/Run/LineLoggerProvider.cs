using Microsoft.Extensions.Logging;

namespace SwapStress.Stress.Run;

/// <summary>
/// What the host and its libraries log, told as the program's own warnings are: a logger that wrote to the terminal by
/// itself would write into the live view.
/// </summary>
internal sealed class LineLoggerProvider(Action<string> warn) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, warn);

    public void Dispose() { }

    private sealed class LineLogger(string category, Action<string> warn) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => warn($"{category}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
    }
}
