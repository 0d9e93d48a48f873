using System.Globalization;

namespace SwapStress.Stress.Report.Charts;

/// <summary>An axis of whole numbers, such as those of rounds.</summary>
/// <param name="end">The last one, above the first.</param>
internal sealed class LinearAxis(double min, double end) : IAxis
{
    public double At(double value) => Math.Clamp((value - min) / (end - min), 0, 1);

    public IReadOnlyList<AxisTick> Ticks(int max)
    {
        double step = Math.Max(1, NiceStep.Of(end - min, Math.Max(1, max - 1)));
        return
        [
            .. Enumerable
                .Range(0, max + 1)
                .Select(i => (Math.Ceiling(min / step) + i) * step)
                .TakeWhile(value => value <= end + (step * 1e-9))
                .Select(TickAt),
        ];
    }

    private AxisTick TickAt(double value) => new(At(value), value.ToString("N0", CultureInfo.InvariantCulture));
}
