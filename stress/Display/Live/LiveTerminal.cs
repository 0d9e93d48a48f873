using Spectre.Console;
using Spectre.Console.Rendering;

namespace SwapStress.Stress.Display.Live;

/// <summary>A terminal that obeys control sequences: what it can do, and how large it is.</summary>
/// <param name="writer">What is written to it.</param>
/// <param name="size">Its columns and lines now.</param>
/// <param name="isUnicode">Whether it has more than ASCII.</param>
internal sealed class LiveTerminal(
    TextWriter writer,
    Func<(int Width, int Height)> size,
    ColorSystemSupport colours,
    bool isUnicode
)
{
    private const int WidthMin = 20;

    /// <summary>What is written to it.</summary>
    public TextWriter Writer => writer;

    /// <summary>Whether it has more than ASCII.</summary>
    public bool IsUnicode => isUnicode;

    /// <summary>
    /// The terminal that errors go to; null where they go elsewhere, or where it obeys no control sequences
    /// (<c>TERM=dumb</c>, or none). With <c>NO_COLOR</c> it has no colours.
    /// </summary>
    public static LiveTerminal? TryOpen(TextWriter errors)
    {
        if (errors is not SteadyWriter || Console.IsErrorRedirected)
            return null;
        // The library knows a terminal by its own writer only.
        var output = new AnsiConsoleOutput(Console.Error);
        Capabilities found = AnsiConsole.Create(new AnsiConsoleSettings { Out = output }).Profile.Capabilities;
        if (!found.Ansi || Environment.GetEnvironmentVariable("TERM") == "dumb")
            return null;
        bool isPlain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new LiveTerminal(
            errors,
            () => (output.Width, output.Height),
            isPlain ? ColorSystemSupport.NoColors : ColorsOf(found.ColorSystem),
            found.Unicode
        );
    }

    /// <summary>Columns and lines now. A terminal that does not tell has 80 by 24.</summary>
    public (int Width, int Height) Size()
    {
        (int width, int height) = size();
        return (width > 0 ? Math.Max(WidthMin, width) : 80, height > 0 ? height : 24);
    }

    /// <summary>The lines of something, with its colours.</summary>
    /// <param name="width">Columns of the longest line.</param>
    public IReadOnlyList<string> Render(IRenderable what, int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(text),
                Ansi = AnsiSupport.Yes,
                ColorSystem = colours,
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            }
        );
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = isUnicode;
        console.Write(what);
        return [.. text.ToString().TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
    }

    private static ColorSystemSupport ColorsOf(ColorSystem colours) =>
        colours switch
        {
            ColorSystem.NoColors => ColorSystemSupport.NoColors,
            ColorSystem.Legacy => ColorSystemSupport.Legacy,
            ColorSystem.Standard => ColorSystemSupport.Standard,
            ColorSystem.EightBit => ColorSystemSupport.EightBit,
            _ => ColorSystemSupport.TrueColor,
        };
}
