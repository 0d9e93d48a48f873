using Spectre.Console;
using SwapStress.Harness;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Stress.Display;

namespace SwapStress.Stress.SwapIn;

/// <summary>The sweeps as people read them: a table like the mail's.</summary>
/// <param name="codecText">The model's codec in a few words; null without the model.</param>
internal sealed class SwapInReport(
    SweepOptions options,
    SweepComparison comparison,
    string? codecText,
    TextWriter output
)
{
    private const string ControlName = "none";

    /// <summary>Below this the total is left out: it is the time a page, times the pages.</summary>
    private const int WideWidth = 96;

    private SweepResult? Control =>
        comparison.Results.FirstOrDefault(result => result.Contender is { IsKernel: false, Name: ControlName });

    private SweepResult? Kernel => comparison.Results.FirstOrDefault(result => result.Contender.IsKernel);

    /// <summary>Says what is about to be measured.</summary>
    public void Introduce()
    {
        output.WriteLine(
            $"swapin of {SizeText.Format(options.SizeBytes)}, {options.PageCount} pages of {options.Content}, by "
                + $"{options.Threads} {(options.Threads == 1 ? "thread" : "threads")}; {options.Repeats} repeats, in turn"
        );
        if (options.HasModel)
            output.WriteLine($"model: zram of {SizeText.Format(options.DiskBytes)}, {codecText}");
        if (options.Swap is { } swap)
            output.WriteLine($"kernel: {HostInfo.Read().Kernel}, swap on {swap.Text}");
        output.Flush();
    }

    /// <summary>Says what a repeat came to.</summary>
    public void Repeat(int repeat)
    {
        output.WriteLine(
            $"repeat {repeat + 1}, us a page in/out: "
                + string.Join(
                    ", ",
                    comparison.Results.Select(result =>
                        $"{result.Contender.Name} {result.SwapInNs[^1] / 1e3:0.000}/{result.SwapOutNs[^1] / 1e3:0.000}"
                    )
                )
        );
        output.Flush();
    }

    /// <summary>Writes the table.</summary>
    public void Conclude()
    {
        if (comparison.Results[0].SwapInNs.Count == 0)
        {
            output.WriteLine("No repeat was completed.");
            return;
        }
        output.WriteLine();
        IAnsiConsole console = TableConsole.For(output, out bool isTerminal);
        console.Write(
            Compose(console, isTerminal, "swap-in", result => result.SwapInNs, comparison.DecodeNs, "bare decode")
        );
        console.Write(
            Compose(console, isTerminal, "swap-out", result => result.SwapOutNs, comparison.EncodeNs, "bare encode")
        );
        output.WriteLine("Medians; ratios are medians of the ratios within each repeat.");
        foreach (string line in Layouts())
            output.WriteLine(line);
    }

    private Table Compose(
        IAnsiConsole console,
        bool isTerminal,
        string what,
        Func<SweepResult, IReadOnlyList<double>> series,
        IReadOnlyList<double> bare,
        string bareName
    )
    {
        Table table = TableConsole.CreateTable(isTerminal);
        table.AddColumn(new TableColumn(what).NoWrap());
        bool isWide = console.Profile.Width >= WideWidth;
        string[] columns =
        [
            .. isWide ? ["total us"] : Array.Empty<string>(),
            "us a page",
            "min",
            "max",
            $"/ {ControlName}",
            "/ bare",
            "/ kernel",
        ];
        foreach (string column in columns)
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        foreach (SweepResult result in comparison.Results)
            AddRow(Label(result.Contender), series(result), options.PageCount);
        if (bare.Count > 0)
            AddRow(bareName, bare, pages: 0);
        return table;

        void AddRow(string label, IReadOnlyList<double> values, int pages)
        {
            Spread spread = Spread.Of(values);
            string total = pages == 0 ? "-" : $"{spread.Median * pages / 1e3:N0}";
            table.AddRow([
                label,
                .. isWide ? [total] : Array.Empty<string>(),
                $"{spread.Median / 1e3:0.000}",
                $"{spread.Min / 1e3:0.000}",
                $"{spread.Max / 1e3:0.000}",
                Ratio(values, Control is { } control ? series(control) : []),
                Ratio(values, bare),
                Ratio(values, Kernel is { } kernel ? series(kernel) : []),
            ]);
        }
    }

    private IEnumerable<string> Layouts()
    {
        if (options.HasModel)
        {
            SlotLayout? slots = comparison.Results.First(result => !result.Contender.IsKernel).Slots;
            yield return comparison.HasOneLayout
                ? $"model: the same slots for every strategy, {slots?.InOrder:P1} of them follow the page before's"
                : "model: the strategies had different slots in the last repeat, so they are not comparable page by page";
        }
        if (Kernel is { } kernel)
            yield return kernel.Slots is { } slots
                ? $"kernel: {slots.InOrder:P1} of the slots follow the page before's"
                : "kernel: its slots are shown to root only";
        // The strategies store the same pages in the same order, so theirs are one line.
        foreach (
            IGrouping<(bool, DeviceMemory), SweepResult> group in comparison
                .Results.Where(result => result.Memory is { ComprDataSizeBytes: > 0 })
                .GroupBy(result => (result.Contender.IsKernel, result.Memory!.Value))
        )
        {
            DeviceMemory memory = group.Key.Item2;
            string who = group.Count() == 1 ? Label(group.First().Contender) : "model";
            yield return $"{who}: {memory.OrigDataSizeBytes >> 20} MiB in {memory.MemUsedTotalBytes >> 20}, mem_used / compr_data "
                + $"{(double)memory.MemUsedTotalBytes / memory.ComprDataSizeBytes:0.000}, {memory.HugePages} huge, {memory.SamePages} same-filled";
        }
    }

    private static string Label(StrategyInfo contender) => contender.IsKernel ? "kernel" : $"model {contender.Name}";

    private static string Ratio(IReadOnlyList<double> values, IReadOnlyList<double> below) =>
        SweepResult.Ratio(values, below) is { } ratio ? $"{ratio:0.000}" : "-";
}
