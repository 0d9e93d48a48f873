using SwapStress.Primitives;

namespace SwapStress.Bench.Compare;

/// <summary>The comparison as text.</summary>
internal static class ComparisonTable
{
    private const string Control = "none";

    public static void Write(Comparison comparison, TextWriter output)
    {
        var memory = comparison.Memory;
        output.WriteLine(
            $"{PageRegion.PageCount} pages of CoreLib, {comparison.Codec}; zram keeps {memory.HugePages} of them raw and "
                + $"{memory.SamePages} as one word; ratio {(double)memory.OrigDataSizeBytes / memory.ComprDataSizeBytes:F2}"
        );
        output.WriteLine();
        output.WriteLine($"{"ns a page", -54}{"median", 10}{"25 %", 10}{"75 %", 10}{"min", 10}{"max", 10}");
        foreach (Samples samples in comparison.All())
            WriteRow(samples.Name, samples.Spread(), "F1", output);
        output.WriteLine();
        output.WriteLine(
            $"{"ratio, within each repeat", -54}{"median", 10}{"25 %", 10}{"75 %", 10}{"min", 10}{"max", 10}"
        );
        WriteRatio(comparison.ZramPut, comparison.Encode, output);
        WriteRatio(comparison.CheckedPut, comparison.Encode, output);
        WriteRatio(comparison.CheckedPut, comparison.ZramPut, output);
        WriteRatio(comparison.ZramGet, comparison.Decode, output);
        WriteRatio(comparison.CheckedGet, comparison.Decode, output);
        WriteRatio(comparison.CheckedGet, comparison.ZramGet, output);
        foreach (StrategyComparison strategy in comparison.Strategies)
            WriteRatio(strategy.SwapIn, comparison.Decode, output);
        foreach (StrategyComparison strategy in comparison.Strategies)
            WriteRatio(strategy.SwapOut, comparison.Encode, output);
        StrategyComparison control = comparison.Strategies.First(s => s.Region.Sync == Control);
        foreach (StrategyComparison strategy in comparison.Strategies.Where(s => s != control))
        {
            WriteRatio(strategy.SwapIn, control.SwapIn, output);
            WriteRatio(strategy.SwapOut, control.SwapOut, output);
            WriteRatio(strategy.Access, control.Access, output);
        }
    }

    private static void WriteRatio(Samples samples, Samples below, TextWriter output) =>
        WriteRow($"{samples.Name} / {below.Name}", samples.Over(below), "F3", output);

    private static void WriteRow(string name, Spread spread, string format, TextWriter output)
    {
        double[] columns = [spread.Median, spread.Quartile1, spread.Quartile3, spread.Min, spread.Max];
        output.WriteLine($"{name, -54}{string.Concat(columns.Select(c => c.ToString(format).PadLeft(10)))}");
    }
}
