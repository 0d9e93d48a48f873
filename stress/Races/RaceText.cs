using SwapStress.Races;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Races;

/// <summary>What <c>swapstress races</c> prints.</summary>
internal static class RaceText
{
    private const int Width = 100;
    private const int LabelWidth = 11;

    /// <summary>The races, a paragraph each, in lines of an ordinary terminal. Command lines are not broken.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<Race> races) =>
        races.SelectMany((race, i) => i == 0 ? Describe(race) : Describe(race).Prepend(""));

    private static IEnumerable<string> Describe(Race race) =>
        [
            race.Name,
            .. Paragraph("lost", race.Lost),
            .. Paragraph("why", race.Why),
            .. Paragraph("brought", $"{race.Brought}"),
            .. Paragraph("fixed", $"{race.Fixed}"),
            .. Paragraph("kernels", race.Kernels),
            .. Paragraph("mail", $"{race.Mail}"),
            Line("", race.Mail.Url),
            Line("toggle", $"{race.Toggle}"),
            Line("run", $"{ProgramName.Typed} --race {race}"),
            Line("fix off", Command(race, isFixed: false)),
            Line("fix on", Command(race, isFixed: true)),
        ];

    private static string Command(Race race, bool isFixed) =>
        $"{ProgramName.Typed} {string.Join(' ', PlainCommand.Arguments(race, isFixed))}";

    private static IEnumerable<string> Paragraph(string label, string text)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && LabelWidth + line.Length + 1 + word.Length > Width)
            {
                yield return Line(label, line);
                (label, line) = ("", "");
            }
            line += line.Length == 0 ? word : $" {word}";
        }
        yield return Line(label, line);
    }

    private static string Line(string label, string text) => $"  {label}".PadRight(LabelWidth) + text;
}
