using System.Text;
using SwapStress.Stress.Display.Live;

namespace SwapStress.Stress.Tests.Display.Live;

/// <summary>
/// As much of a terminal as the program needs: lines that wrap, and the few control sequences that the live view may
/// use. Any other one is a failure.
/// </summary>
internal sealed class Screen(int width, int height) : TextWriter
{
    private const char Escape = '\e';
    private readonly List<StringBuilder> _lines = [new()];
    private readonly StringBuilder _sequence = new();
    private int _row;
    private int _column;

    /// <summary>Lines that were longer than the terminal is wide.</summary>
    public List<string> Wrapped { get; } = [];

    /// <summary>Times that something was drawn over.</summary>
    public int Redraws { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What people see, from the first line that ever was.</summary>
    public string Text => string.Join('\n', _lines.Select(line => line.ToString().TrimEnd())).TrimEnd('\n');

    public LiveTerminal Open() =>
        new(this, () => (width, height), Spectre.Console.ColorSystemSupport.Standard, isUnicode: true);

    public override void Write(char value)
    {
        lock (_lines)
            WriteLocked(value);
    }

    public override void Write(string? value)
    {
        lock (_lines)
        {
            foreach (char character in value ?? "")
                WriteLocked(character);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine() => Write("\n");

    private void WriteLocked(char value)
    {
        if (_sequence.Length > 0)
            Continue(value);
        else if (value == Escape)
            _sequence.Append(value);
        else if (value == '\r')
            _column = 0;
        else if (value == '\n')
            NextLine();
        else
            Put(value);
    }

    private void Put(char value)
    {
        Assert.False(char.IsControl(value), $"U+{(int)value:x4} on a terminal");
        if (_column == width)
        {
            Wrapped.Add(_lines[_row].ToString());
            NextLine();
        }
        StringBuilder line = _lines[_row];
        line.Append(' ', Math.Max(0, _column + 1 - line.Length));
        line[_column++] = value;
    }

    private void NextLine()
    {
        _row++;
        _column = 0;
        if (_row == _lines.Count)
            _lines.Add(new StringBuilder());
    }

    private void Continue(char value)
    {
        _sequence.Append(value);
        if (value is '[' or ';' || char.IsAsciiDigit(value))
            return;
        string parameters = _sequence.ToString(2, _sequence.Length - 3);
        _sequence.Clear();
        switch (value)
        {
            case 'm':
                break;
            case 'A':
                int up = int.Parse(parameters, System.Globalization.CultureInfo.InvariantCulture);
                // Nobody gets back to what has left the terminal.
                Assert.InRange(up, 1, Math.Min(_row, height - 1));
                _row -= up;
                Redraws++;
                break;
            case 'K' when parameters.Length == 0:
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                break;
            case 'J' when parameters.Length == 0:
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            default:
                Assert.Fail($"ESC[{parameters}{value} is no sequence of the live view");
                break;
        }
    }
}
