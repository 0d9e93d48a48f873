using SwapStress.Harness.Options;
using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Display.Live;

/// <summary>
/// How a run gets on, at the bottom of a terminal. What else is written to the terminal goes above it; when it is closed,
/// by whomever, nothing of it is left.
/// </summary>
internal sealed class LiveView : IDisposable
{
    /// <summary>How long an exit of the process waits for a frame that is being drawn.</summary>
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(1);

    private readonly LiveTerminal _terminal;
    private readonly LiveFrame _frame;
    private readonly LiveRegion _region;
    private readonly RecentProgress[] _recent;

    /// <summary>Guards the rest, and the terminal.</summary>
    private readonly Lock _gate = new();
    private IReadOnlyList<string> _lines = [];
    private RunProgress? _last;
    private bool _isClosed;

    /// <summary>A view that shows nothing yet.</summary>
    public LiveView(StressOptions options, LiveTerminal terminal)
    {
        _terminal = terminal;
        _frame = new LiveFrame(options);
        _region = new LiveRegion(terminal.Writer);
        _recent = [.. options.Strategies.Select(_ => new RecentProgress())];
        // Also when a second Ctrl-C ends the program at once.
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Shows a run; from any thread.</summary>
    /// <param name="now">Not before what was shown last.</param>
    public void Show(RunProgress now)
    {
        lock (_gate)
        {
            // A terminal that stands still, as after Ctrl-S, gets the newest when it goes on.
            if (_isClosed || _terminal.Writer is SteadyWriter { IsBehind: true })
                return;
            // Between two rounds, for some milliseconds, the last one stays.
            if (now.Current is null && _last is not null)
                now = now with { Round = _last.Round, Current = _last.Current, RoundFraction = 1 };
            _last = now;
            LiveRow[] rows =
            [
                .. now.Strategies.Select(
                    (strategy, i) => new LiveRow(strategy, _recent[i].Add(strategy), strategy.Strategy == now.Current)
                ),
            ];
            (int width, int height) = _terminal.Size();
            // The last column stays free: text that ends in it makes some terminals wrap.
            _lines = Crop(
                _terminal.Render(_frame.Compose(now, rows, width - 1, _terminal.IsUnicode), width - 1),
                height - 1
            );
            _region.Draw(_lines, width);
        }
    }

    /// <summary>Lets something be written above the view: whole lines, to this terminal or elsewhere; from any thread.</summary>
    public void WriteAbove(Action write)
    {
        lock (_gate)
        {
            _region.Clear(_terminal.Size().Width);
            write();
            _region.Draw(_lines, _terminal.Size().Width);
        }
    }

    /// <summary>Takes the view away, for good.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        lock (_gate)
            CloseLocked();
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        if (!_gate.TryEnter(ExitPatience))
            return;
        try
        {
            CloseLocked();
            (_terminal.Writer as SteadyWriter)?.Drain(ExitPatience);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void CloseLocked()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _lines = [];
        _region.Clear(_terminal.Size().Width);
    }

    /// <summary>What fits the terminal: the cursor cannot go back to a line that has left it.</summary>
    private static IReadOnlyList<string> Crop(IReadOnlyList<string> lines, int count) =>
        lines.Count <= count ? lines : [.. lines.Take(Math.Max(count, 0))];
}
