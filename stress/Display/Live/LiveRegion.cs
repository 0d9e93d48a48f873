using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SwapStress.Stress.Display.Live;

/// <summary>
/// The lines at the bottom of a terminal that are written over again and again. Between two writes the cursor stands on
/// the line below them, visible, so that whatever ends the program leaves a terminal that is in order.
/// </summary>
/// <param name="terminal">The terminal; nobody else may write to it while lines are shown.</param>
internal sealed partial class LiveRegion(TextWriter terminal)
{
    private const string EraseToEndOfLine = "\e[K";
    private const string EraseBelow = "\e[J";

    /// <summary>Lengths of the lines that are shown, as people see them.</summary>
    private IReadOnlyList<int> _lengths = [];

    /// <summary>Shows these lines instead of those that are shown.</summary>
    /// <param name="lines">Each shorter than the terminal is wide; with colours, if any.</param>
    /// <param name="width">Of the terminal now: where it has become narrower, what is shown has been wrapped.</param>
    public void Draw(IReadOnlyList<string> lines, int width)
    {
        if (lines.Count == 0 && _lengths.Count == 0)
            return;
        var text = new StringBuilder(GoToFirst(width));
        foreach (string line in lines)
            text.Append(line).Append(EraseToEndOfLine).Append('\n');
        text.Append(EraseBelow);
        // In one piece, so that no half-drawn state is seen.
        terminal.Write(text.ToString());
        terminal.Flush();
        _lengths = [.. lines.Select(line => Colour().Replace(line, "").Length)];
    }

    /// <summary>Takes the lines away; what is written next stands where they began.</summary>
    public void Clear(int width) => Draw([], width);

    private string GoToFirst(int width)
    {
        int rows = _lengths.Sum(length => Math.Max(1, (length + width - 1) / width));
        // The carriage return also covers what the terminal echoed of a key, such as ^C.
        return rows == 0 ? "\r" : string.Create(CultureInfo.InvariantCulture, $"\r\e[{rows}A");
    }

    [GeneratedRegex("\e\\[[0-9;]*m", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
