using SwapStress.Stress.Report.Compare;
using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report;

/// <summary>Recorded runs for a program: RFC 4180, one header line, plain numbers, units in the names.</summary>
internal static class CsvReport
{
    /// <summary>RFC 4180, 2.1.</summary>
    private const string LineEnd = "\r\n";

    /// <summary>A line for each contender; of several runs also the options and facts about hosts that differ.</summary>
    public static void Write(IReadOnlyList<RecordedRun> runs, TextWriter output)
    {
        IReadOnlyList<string> names = RunNames.Of(runs);
        IReadOnlyList<RunDifferences> differences = runs.Count == 1 ? [] : RunDifferences.Of(runs);
        WriteLine(
            output,
            [
                "run",
                "contender",
                .. ReportColumn.All.Concat(ReportColumn.More).Select(column => column.Name),
                .. differences.Select(row =>
                    row.Name.StartsWith("host.", StringComparison.Ordinal) ? row.Name : $"options.{row.Name}"
                ),
            ]
        );
        for (int i = 0; i < runs.Count; i++)
        {
            foreach (RecordedContender contender in runs[i].Contenders)
                WriteLine(
                    output,
                    [
                        names[i],
                        contender.Label,
                        .. ReportColumn.All.Concat(ReportColumn.More).Select(column => column.Value(contender)),
                        .. differences.Select(row => row.Plain[i]),
                    ]
                );
        }
    }

    private static void WriteLine(TextWriter output, IEnumerable<string> fields) =>
        output.Write(string.Join(',', fields.Select(Quoted)) + LineEnd);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
