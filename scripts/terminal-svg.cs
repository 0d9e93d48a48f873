// Draws a terminal as SVG: what `tmux capture-pane -e -p` prints, on stdin; the columns of the terminal as the argument.
//   tmux capture-pane -e -p -t NAME | dotnet run scripts/terminal-svg.cs -- 80 > docs/images/live-80.svg
#:property PublishAot=false
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable MA0047 // A script has no namespace.

const double CharWidth = 8.4;
const int LineHeight = 18;
const int Margin = 12;

int columns = args is [var text] && int.TryParse(text, CultureInfo.InvariantCulture, out int given) ? given : 80;
string[] lines = Console.In.ReadToEnd().TrimEnd('\n').Split('\n');
int width = (int)Math.Ceiling(columns * CharWidth) + (2 * Margin);
int height = (lines.Length * LineHeight) + (2 * Margin);
Console.Write(
    $"""
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
    <rect width="100%" height="100%" rx="6" fill="#1c1f24"/>
    <g font-family="ui-monospace, 'DejaVu Sans Mono', Consolas, Menlo, monospace" font-size="14" fill="#d7dae0">

    """
);

// As a terminal does, colours go on from line to line.
var style = new Style();
for (int i = 0; i < lines.Length; i++)
    Console.Write(DrawLine(lines[i], Margin + (i * LineHeight) + 14, style));
Console.Write("</g>\n</svg>\n");

static string DrawLine(string line, int y, Style style)
{
    var svg = new StringBuilder();
    var run = new StringBuilder();
    int column = 0;
    for (int i = 0; i < line.Length; i++)
    {
        if (line[i] != '\e')
        {
            run.Append(line[i]);
            continue;
        }
        Flush();
        int end = line.IndexOf('m', i);
        style.Apply(line[(i + 2)..end].Split(';'));
        i = end;
    }
    Flush();
    return svg.ToString();

    void Flush()
    {
        // Cell by cell of a table, each at its column and as long as it is, so that columns are straight in any font.
        foreach (Match cell in Regex.Matches(run.ToString(), @"\S+(?: \S+)*", RegexOptions.NonBacktracking))
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{Margin + ((column + cell.Index) * CharWidth):0.#}\" y=\"{y}\" textLength=\"{cell.Length * CharWidth:0.#}\" lengthAdjust=\"spacingAndGlyphs\"{style}>{WebUtility.HtmlEncode(cell.Value)}</text>\n"
            );
        column += run.Length;
        run.Clear();
    }
}

/// <summary>How the next characters look.</summary>
internal sealed class Style
{
    private static readonly string[] Colours =
    [
        "#4b5263",
        "#e06c75",
        "#98c379",
        "#e5c07b",
        "#61afef",
        "#c678dd",
        "#56b6c2",
        "#d7dae0",
    ];
    private string? _colour;
    private bool _isBold;
    private bool _isFaint;

    public void Apply(string[] codes)
    {
        if (codes is ["38", "5", var index])
            _colour = Colours[int.Parse(index, CultureInfo.InvariantCulture) % 8];
        else
        {
            foreach (string code in codes)
                Apply(code);
        }
    }

    public override string ToString() =>
        (_colour is null ? "" : $" fill=\"{_colour}\"")
        + (_isBold ? " font-weight=\"bold\"" : "")
        + (_isFaint ? " opacity=\"0.6\"" : "");

    private void Apply(string code)
    {
        if (code is "" or "0")
            (_colour, _isBold, _isFaint) = (null, false, false);
        else if (code == "1")
            _isBold = true;
        else if (code == "2")
            _isFaint = true;
        else if (code == "39")
            _colour = null;
        else if (code.Length == 2 && code[0] is '3' or '9')
            _colour = Colours[code[1] - '0'];
    }
}
