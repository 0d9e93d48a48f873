namespace SwapStress.Cli.Report.Charts;

/// <summary>A logarithmic axis from one power of ten to another.</summary>
/// <param name="min">The smallest value, above 0; the axis begins at the power of ten below it.</param>
/// <param name="max">The largest one.</param>
/// <param name="label">The text of a value.</param>
/// <param name="hasZero">Whether zero has a place of its own at the beginning.</param>
internal sealed class LogAxis(double min, double max, Func<double, string> label, bool hasZero = false) : IAxis
{
    /// <summary>The part of the axis below its first power of ten, where zero has a place.</summary>
    private const double ZeroPart = 0.08;

    /// <summary>Up to so many powers of ten, 2 and 5 have ticks too.</summary>
    private const int FineDecadesMax = 2;

    private readonly int _first = (int)Math.Floor(Math.Log10(min) + 1e-9);
    private readonly int _last = Math.Max(
        (int)Math.Floor(Math.Log10(min) + 1e-9) + 1,
        (int)Math.Ceiling(Math.Log10(Math.Max(min, max)) - 1e-9)
    );
    private readonly double _begin = hasZero ? ZeroPart : 0;

    /// <inheritdoc/>
    public double At(double value)
    {
        if (value <= 0)
            return 0;
        double at = (Math.Log10(value) - _first) / (_last - _first);
        return _begin + (Math.Clamp(at, 0, 1) * (1 - _begin));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks(int max)
    {
        int decades = _last - _first;
        int every = Math.Max(1, (int)Math.Ceiling((decades + 1) / (double)Math.Max(2, max)));
        var ticks = new List<Tick>();
        if (hasZero)
            ticks.Add(new Tick(0, "0"));
        for (int decade = _first; decade <= _last; decade++)
        {
            double power = Math.Pow(10, decade);
            ticks.Add(new Tick(At(power), (decade - _first) % every == 0 ? label(power) : ""));
            if (decades > FineDecadesMax || decade == _last)
                continue;
            ticks.Add(new Tick(At(2 * power), label(2 * power)));
            ticks.Add(new Tick(At(5 * power), label(5 * power)));
        }
        return ticks;
    }
}
