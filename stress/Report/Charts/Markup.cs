using System.Globalization;
using System.Text;
using System.Xml;

namespace SwapStress.Stress.Report.Charts;

/// <summary>
/// Writes elements of HTML and SVG so that both readers of HTML and of XML take them. Every text and value is escaped; what
/// neither may hold is replaced.
/// </summary>
internal sealed class Markup(TextWriter output) : IDisposable
{
    /// <summary>Elements that have no end tag in HTML.</summary>
    private static readonly string[] Empty = ["meta", "input", "br", "path", "line", "circle", "rect"];

    private readonly Stack<string> _open = new();
    private readonly XmlWriter _writer = XmlWriter.Create(
        output,
        new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }
    );

    /// <summary>A number as attributes have it: two decimals at most.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The first line of a page.</summary>
    public void Doctype() => _writer.WriteDocType("html", pubid: null, sysid: null, subset: null);

    /// <summary>Begins an element; attributes without a value are left out.</summary>
    public void Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _writer.WriteStartElement(name);
        _open.Push(name);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
                _writer.WriteAttributeString(attribute, Clean(value));
        }
    }

    /// <summary>Ends it.</summary>
    public void Close()
    {
        if (Empty.Contains(_open.Pop()))
            _writer.WriteEndElement();
        else
            _writer.WriteFullEndElement();
    }

    /// <summary>An element that holds a text, or nothing.</summary>
    public void Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(name, attributes);
        if (text.Length > 0)
            Text(text);
        Close();
    }

    public void Text(string text) => _writer.WriteString(Clean(text));

    /// <summary>A line end, so that a page is no single line.</summary>
    public void NewLine() => _writer.WriteRaw("\n");

    /// <summary>What is written as it is: this program's own style sheet.</summary>
    public void Raw(string text) => _writer.WriteRaw(text);

    /// <summary>Writes what is left.</summary>
    public void Dispose() => _writer.Dispose();

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isAllowed = rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value);
            clean.Append(isAllowed && !IsControl(rune) ? rune : Rune.ReplacementChar);
        }
        return clean.ToString();
    }

    /// <summary>Also what would turn the text that follows around.</summary>
    private static bool IsControl(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t'))
        || rune.Value is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069);
}
