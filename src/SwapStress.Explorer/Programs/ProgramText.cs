using System.Globalization;
using System.Text.RegularExpressions;

namespace SwapStress.Explorer.Programs;

/// <summary>Programs as people write them: <c>T0: inc 0; T1: inc 0, pageout 0</c>.</summary>
internal static partial class ProgramText
{
    private static readonly Dictionary<string, OperationKind> Kinds = new(StringComparer.Ordinal)
    {
        ["inc"] = OperationKind.Increment,
        ["read"] = OperationKind.Read,
        ["fill"] = OperationKind.Fill,
        ["pageout"] = OperationKind.PageOut,
        ["zap"] = OperationKind.Zap,
        ["writeback"] = OperationKind.Writeback,
    };

    /// <summary>The words of operations, for help.</summary>
    public static IEnumerable<string> Words => Kinds.Keys;

    /// <summary>Reads a program: threads in order, and before them, if it is there, <c>setup:</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What is done first, and each thread's operations.</returns>
    /// <exception cref="FormatException">One line that says what is wrong and what to write instead.</exception>
    public static (IReadOnlyList<Operation> Setup, IReadOnlyList<IReadOnlyList<Operation>> Threads) Parse(string text)
    {
        List<Operation> setup = [];
        List<IReadOnlyList<Operation>> threads = [];
        foreach (string part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split(':', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2)
                throw new FormatException($"'{part}' names no thread; write T{threads.Count}: {part}");
            List<Operation> operations =
            [
                .. sides[1].Split(',', StringSplitOptions.TrimEntries).Select(ParseOperation),
            ];
            if (sides[0] == "setup" && threads.Count == 0 && setup.Count == 0)
                setup = operations;
            else if (sides[0] == $"T{threads.Count}")
                threads.Add(operations);
            else
                throw new FormatException(
                    $"'{sides[0]}' comes where T{threads.Count} is due; number the threads T0, T1, … in order, after setup"
                );
        }
        if (threads.Count == 0)
            throw new FormatException("the program has no thread; write T0: inc 0; T1: inc 0, pageout 0");
        return (setup, threads);
    }

    /// <summary>The text of an operation.</summary>
    public static string Describe(Operation operation)
    {
        string word = Kinds.First(pair => pair.Value == operation.Kind).Key;
        return operation.Kind == OperationKind.Writeback ? word : $"{word} {operation.Page}";
    }

    /// <summary>The text of a program, which <see cref="Parse"/> reads back.</summary>
    public static string Describe(IReadOnlyList<Operation> setup, IReadOnlyList<IReadOnlyList<Operation>> threads)
    {
        IEnumerable<string> parts = threads.Select((thread, index) => $"T{index}: {string.Join(", ", thread)}");
        return string.Join("; ", setup.Count == 0 ? parts : parts.Prepend($"setup: {string.Join(", ", setup)}"));
    }

    private static Operation ParseOperation(string text)
    {
        Match match = OperationPattern().Match(text);
        if (!match.Success || !Kinds.TryGetValue(match.Groups["word"].Value, out OperationKind kind))
            throw new FormatException(
                $"'{text}' is no operation; write one of {string.Join(", ", Kinds.Keys)}, with a page"
            );
        string number = match.Groups["page"].Value;
        if (kind == OperationKind.Writeback)
            return number.Length == 0
                ? new Operation(kind, Page: 0)
                : throw new FormatException(
                    $"'{text}': the oldest entry is written back, whatever its page; write writeback"
                );
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int page))
            throw new FormatException($"'{text}' names no page; write {match.Groups["word"].Value} 0");
        if (page >= ExploredProgram.PagesMax)
            throw new FormatException($"'{text}': the pages are 0 to {ExploredProgram.PagesMax - 1}");
        return new Operation(kind, page);
    }

    [GeneratedRegex(
        @"^(?<word>[a-z]+)(\s+(?<page>\d+))?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OperationPattern();
}
