using System.Globalization;
using System.Text;
using SwapStress.Harness.Figures;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Rounds;

namespace SwapStress.Stress.Matrix;

/// <summary>The matrix as a table in Markdown.</summary>
internal static class MatrixReport
{
    /// <summary>The whole report.</summary>
    /// <param name="results">The cells that were run.</param>
    /// <param name="command">The command that made it.</param>
    public static string Write(IReadOnlyList<MatrixCellResult> results, string command, string verdict)
    {
        HostInfo host = HostInfo.Read();
        var text = new StringBuilder();
        text.AppendLine("# Every strategy on every device").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{verdict}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{host.Cpu}, {host.Cores} cores, {host.Os}, kernel {host.Kernel}, {host.Runtime}; version {BuildInfo.Version}, commit {BuildInfo.Commit ?? "?"}."
            )
            .AppendLine();
        text.AppendLine(
            "Each field: lost updates / misloaded pages / stale installs, in so many rounds that count, and major faults. After "
                + "every round each slot, folio, reference and pool object was accounted for; \"leaks\" counts what was "
                + "not. *Italics*: a control that is known to lose."
        );
        text.AppendLine();
        StrategyResult[] columns = [.. results[0].Run.Strategies];
        text.Append("| |").AppendJoin('|', columns.Select(c => $" {Name(c)} ")).AppendLine("|");
        text.Append("|---|").AppendJoin('|', columns.Select(_ => "---")).AppendLine("|");
        foreach (MatrixCellResult result in results)
            text.Append(CultureInfo.InvariantCulture, $"| {result.Cell.Label} |")
                .AppendJoin('|', result.Run.Strategies.Select(strategy => $" {Field(strategy)} "))
                .AppendLine("|");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Name(StrategyResult result) =>
        result.Strategy.Sound ? result.Strategy.Name : $"*{result.Strategy.Name}*";

    private static string Field(StrategyResult result)
    {
        string losses = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.LostUpdates} / {result.Misloads} / {result.Tally[Counter.StaleInstalls]}"
        );
        if (result.Defects > 0)
            losses += string.Create(CultureInfo.InvariantCulture, $" / **{result.Defects} leaks**");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{losses} in {result.CountedRounds}; {result.Tally[Counter.MajorFaults]:N0}"
        );
    }
}
