namespace SwapStress.Stress.Report.Charts;

/// <summary>An axis of seconds since the beginning of a run, marked in the steps of a clock.</summary>
internal sealed class TimeAxis(double seconds) : IAxis
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86400;

    /// <summary>Steps of a clock in seconds; below a second they are decimal.</summary>
    private static readonly double[] Steps =
    [
        1,
        2,
        5,
        10,
        15,
        20,
        30,
        Minute,
        2 * Minute,
        5 * Minute,
        10 * Minute,
        15 * Minute,
        20 * Minute,
        30 * Minute,
        Hour,
        2 * Hour,
        3 * Hour,
        6 * Hour,
        12 * Hour,
        Day,
        2 * Day,
        7 * Day,
        14 * Day,
        28 * Day,
    ];

    private readonly double _end = Math.Max(seconds, 0.001);

    public double At(double value) => Math.Clamp(value / _end, 0, 1);

    public IReadOnlyList<AxisTick> Ticks(int max)
    {
        int steps = Math.Max(1, max - 1);
        double step =
            _end < steps ? NiceStep.Of(_end, steps)
            : Array.Find(Steps, step => step * steps >= _end) is > 0 and var clock ? clock
            : NiceStep.Of(_end / Day, steps) * Day;
        return
        [
            .. Enumerable
                .Range(0, max + 1)
                .Select(i => i * step)
                .TakeWhile(value => value <= _end * (1 + 1e-9))
                .Select(value => new AxisTick(At(value), Label(value, step))),
        ];
    }

    private static string Label(double value, double step) =>
        value == 0 ? "0"
        : step < Minute ? $"{Math.Round(value, 6):0.######} s"
        : step < Hour && value < Hour ? $"{value / Minute:0} min"
        : step < Hour ? $"{Math.Floor(value / Hour):0}:{value % Hour / Minute:00} h"
        : step < Day ? $"{value / Hour:0} h"
        : $"{value / Day:0} d";
}
