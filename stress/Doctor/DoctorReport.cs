namespace SwapStress.Stress.Doctor;

/// <summary>What was found, in a table of 80 columns.</summary>
internal static class DoctorReport
{
    private const int WidthMax = 80;
    private const string Prompt = "$ ";
    private const string Indent = "                   ";

    /// <summary>The table, and a line that says what it comes to.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            string head = $"{finding.Subject, -9} {Word(finding.Level), -7}  ";
            foreach (string line in Wrap(finding.Text, WidthMax - Indent.Length, ""))
            {
                yield return head + line;
                head = Indent;
            }
            if (finding.Remedy is { } remedy)
            {
                // A line that ends with a backslash goes on, also for the shell that it is pasted to.
                head = Indent + Prompt;
                foreach (string line in Wrap(remedy, WidthMax - Indent.Length - Prompt.Length, " \\"))
                {
                    yield return head + line;
                    head = Indent + new string(' ', Prompt.Length);
                }
            }
        }
        string[] blocking = [.. findings.Where(f => f.Blocks).Select(f => f.Subject).Distinct(StringComparer.Ordinal)];
        yield return "";
        yield return blocking.Length == 0
            ? "A default run can work here."
            : $"A default run cannot work here: see {string.Join(", ", blocking)}.";
    }

    private static string Word(FindingLevel level) =>
        level switch
        {
            FindingLevel.Ok => "ok",
            FindingLevel.Note => "note",
            _ => "missing",
        };

    /// <summary>Breaks a text between words; a word that is too long stays whole.</summary>
    private static IEnumerable<string> Wrap(string text, int width, string continued)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length + continued.Length > width)
            {
                yield return line + continued;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
