namespace SwapStress.Fuzz.Engine;

/// <summary>Ends the process, with the input's number, when one input takes too long: a hang cannot be caught.</summary>
internal sealed class HangGuard : IDisposable
{
    private readonly InputNote _note;
    private readonly Timer _timer;
    private ulong _last;

    public HangGuard(InputNote note, TimeSpan patience)
    {
        _note = note;
        _last = ulong.MaxValue;
        _timer = new Timer(_ => Look(), state: null, patience, patience);
    }

    public void Dispose()
    {
        // Waits for a callback that is under way.
        using var ended = new ManualResetEvent(initialState: false);
        _timer.Dispose(ended);
        ended.WaitOne();
    }

    private void Look()
    {
        ulong number = _note.Number;
        if (number == _last)
            Environment.FailFast($"It hangs: {_note.Repeat(number)}");
        _last = number;
    }
}
