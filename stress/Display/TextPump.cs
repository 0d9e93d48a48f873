namespace SwapStress.Stress.Display;

/// <summary>
/// Writes the text of others on a thread of its own, in their order: a pager that stands still, or a terminal after Ctrl-S,
/// holds up this thread and nobody else.
/// </summary>
internal sealed class TextPump
{
    /// <summary>Text that waits at most, in characters: more is dropped, and counted where it is missing.</summary>
    private const int CharactersMax = 4 << 20;

    /// <summary>Guards the rest.</summary>
    private readonly object _gate = new();
    private readonly Queue<(SteadyWriter Writer, string Text)> _waiting = new();
    private long _characters;
    private bool _isWriting;
    private bool _isStarted;

    /// <summary>Whether text waits.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate)
                return _waiting.Count > 0;
        }
    }

    /// <summary>Takes text that is to be written; never waits for whoever reads it.</summary>
    /// <returns>False if so much waits already that it is dropped.</returns>
    public bool TryAdd(SteadyWriter writer, string text)
    {
        lock (_gate)
        {
            if (_characters + text.Length > CharactersMax)
                return false;
            _waiting.Enqueue((writer, text));
            _characters += text.Length;
            if (!_isStarted)
                Start();
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Waits until all is written.</summary>
    /// <returns>Whether it is, within the time.</returns>
    public bool Drain(TimeSpan patience)
    {
        long end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_gate)
        {
            while (_waiting.Count > 0 || _isWriting)
            {
                long left = end - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, (int)Math.Min(left, 1_000)) && Environment.TickCount64 >= end)
                    return false;
            }
            return true;
        }
    }

    private void Start()
    {
        _isStarted = true;
        // A background thread: whoever reads nothing does not keep the process alive when it is told to end.
        new Thread(WriteAll) { IsBackground = true, Name = "text" }.Start();
    }

    private void WriteAll()
    {
        while (true)
        {
            (SteadyWriter writer, string text) = Next();
            writer.WriteThrough(text);
        }
    }

    private (SteadyWriter Writer, string Text) Next()
    {
        lock (_gate)
        {
            _isWriting = false;
            Monitor.PulseAll(_gate);
            while (_waiting.Count == 0)
                Monitor.Wait(_gate);
            _isWriting = true;
            (SteadyWriter Writer, string Text) next = _waiting.Dequeue();
            _characters -= next.Text.Length;
            return next;
        }
    }
}
