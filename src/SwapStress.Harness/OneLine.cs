namespace SwapStress.Harness;

/// <summary>Text that somebody else wrote, in a file or on a command line, as one line of a message or a table has it.</summary>
internal static class OneLine
{
    /// <summary>The text without ends of lines, and without what a terminal would obey.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '\ufffd' : c));
    }
}
