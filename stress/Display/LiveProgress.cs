using Spectre.Console;

namespace SwapStress.Cli.Display;

/// <summary>
/// A progress bar on stderr while the workers of a round run. It is gone before anything else is written, so it never
/// mixes with stdout on the same terminal.
/// </summary>
internal sealed class LiveProgress(TextWriter errors)
{
    private const int RefreshMs = 200;

    private readonly IAnsiConsole _console = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) }
    );
    private readonly object _gate = new();
    private Thread? _thread;
    private bool _done;

    /// <summary>Shows the bar.</summary>
    /// <param name="label">What is going on.</param>
    /// <param name="fraction">How much of it is done, from 0 to 1; called from another thread.</param>
    public void Start(string label, Func<double> fraction)
    {
        _done = false;
        _thread = new Thread(() => Show(label, fraction)) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    /// <summary>Takes the bar away; on return the terminal is as before.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _done = true;
            Monitor.Pulse(_gate);
        }
        _thread?.Join();
        _thread = null;
    }

    private void Show(string label, Func<double> fraction) =>
        _console
            .Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(label), maxValue: 1);
                do task.Value = fraction();
                while (!IsDoneAfter(RefreshMs));
            });

    private bool IsDoneAfter(int milliseconds)
    {
        lock (_gate)
        {
            if (!_done)
                Monitor.Wait(_gate, milliseconds);
            return _done;
        }
    }
}
