using System.Globalization;

namespace SwapStress.Cli.Report.Charts;

/// <summary>An axis of whole numbers, such as those of rounds.</summary>
/// <param name="min">The first value.</param>
/// <param name="max">The last one.</param>
/// <param name="label">The text of a value; null for its digits in groups.</param>
internal sealed class LinearAxis(double min, double max, Func<double, string>? label = null) : IAxis
{
    /// <summary>A single value stands in the middle.</summary>
    private readonly double _min = max > min ? min : min - 1;
    private readonly double _max = max > min ? max : min + 1;

    /// <inheritdoc/>
    public double At(double value) => Math.Clamp((value - _min) / (_max - _min), 0, 1);

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks(int max)
    {
        if (_max - _min == 2 && At(min) == 0.5)
            return [TickAt(min)];
        double step = Math.Max(1, NiceStep.Of(_max - _min, Math.Max(1, max - 1)));
        return
        [
            .. Enumerable
                .Range(0, max + 1)
                .Select(i => (Math.Ceiling(_min / step) + i) * step)
                .TakeWhile(value => value <= _max + (step * 1e-9))
                .Select(TickAt),
        ];
    }

    private Tick TickAt(double value) =>
        new(At(value), label?.Invoke(value) ?? value.ToString("N0", CultureInfo.InvariantCulture));
}
