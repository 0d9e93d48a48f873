using Spectre.Console;

namespace SwapStress.Stress.Display;

/// <summary>Tables: in lines of the terminal, or plain and wide where there is none.</summary>
internal static class TableConsole
{
    private const int RedirectedWidth = 200;

    /// <summary>A console that writes to a stream.</summary>
    /// <param name="isTerminal">Whether it is a terminal.</param>
    public static IAnsiConsole For(TextWriter output, out bool isTerminal)
    {
        isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) };
        if (!isTerminal)
        {
            settings.Ansi = AnsiSupport.No;
            settings.ColorSystem = ColorSystemSupport.NoColors;
        }
        IAnsiConsole console = AnsiConsole.Create(settings);
        if (!isTerminal)
            console.Profile.Width = RedirectedWidth;
        return console;
    }

    /// <summary>An empty table.</summary>
    public static Table CreateTable(bool isTerminal) =>
        new Table().Border(isTerminal ? TableBorder.Rounded : TableBorder.Ascii);
}
