using System.Text;

namespace SwapStress.Stress.Display;

/// <summary>
/// Text for people that ends no run and holds none up: what cannot be written is told once elsewhere, and what nobody reads
/// in time is dropped; where text is missing it says so. Any thread may write.
/// </summary>
/// <param name="name">What that is, for people.</param>
/// <param name="tell">Hears, one line each, that it cannot be written, and that it can again.</param>
internal sealed class SteadyWriter(TextWriter inner, string name, TextPump pump, Action<string> tell) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();
    private long _droppedLines;

    /// <summary>Lines since the last write that did not fail; the pump's thread's.</summary>
    private long _failedLines;
    private volatile bool _isIncomplete;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Whether some of the text could not be written, or was dropped.</summary>
    public bool IsIncomplete => _isIncomplete;

    /// <summary>Whether text waits for whoever reads it.</summary>
    public bool IsBehind => pump.IsBehind;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_gate)
        {
            _line.Append(buffer);
            if (buffer is [.., '\n'])
                HandOver();
        }
    }

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override Task WriteLineAsync()
    {
        WriteLine();
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    /// <summary>Hands over what no line end has handed over yet; waits for nothing.</summary>
    public override void Flush()
    {
        lock (_gate)
            HandOver();
    }

    /// <summary>Waits until everything is written.</summary>
    /// <returns>Whether it is, within the time.</returns>
    public bool Drain(TimeSpan patience)
    {
        Flush();
        return pump.Drain(patience);
    }

    /// <summary>Writes text, on the pump's thread.</summary>
    internal void WriteThrough(string text)
    {
        try
        {
            inner.Write(text);
            inner.Flush();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _isIncomplete = true;
            if (_failedLines == 0)
                tell($"cannot write to {name}: {exception.Message}");
            _failedLines += Math.Max(1, CountLines(text));
            return;
        }
        if (_failedLines == 0)
            return;
        tell($"{name} can be written again; {Lines(_failedLines)} missing in it");
        _failedLines = 0;
    }

    private void HandOver()
    {
        if (_line.Length == 0 && _droppedLines == 0)
            return;
        string text = _line.ToString();
        _line.Clear();
        string gap =
            _droppedLines == 0 ? "" : $"... {Lines(_droppedLines)} missing here: nobody read them in time{NewLine}";
        if (pump.TryAdd(this, gap + text))
        {
            _droppedLines = 0;
            return;
        }
        _droppedLines += CountLines(text);
        _isIncomplete = true;
    }

    private static int CountLines(string text) => text.Count(character => character == '\n');

    private static string Lines(long count) => count == 1 ? "1 line is" : $"{count} lines are";
}
