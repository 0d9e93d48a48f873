namespace SwapStress.Stress.Report.Charts;

/// <summary>A logarithmic axis. A long one begins and ends at powers of ten, a short one also at twice or five times one.</summary>
internal sealed class LogAxis : IAxis
{
    /// <summary>The part of the axis below its first power of ten, where zero has a place.</summary>
    private const double ZeroPart = 0.08;

    /// <summary>Up to so many powers of ten an axis is short: 2 and 5 have ticks too.</summary>
    private const double ShortDecadesMax = 2;

    /// <summary>What is off by less is off by rounding.</summary>
    private const double Rounding = 1e-9;

    private static readonly double[] Factors = [1, 2, 5, 10];

    private readonly Func<double, string> _label;
    private readonly double _first;
    private readonly double _last;
    private readonly double _begin;
    private readonly bool _isShort;

    /// <summary>An axis for some values.</summary>
    /// <param name="min">The smallest value, above 0.</param>
    /// <param name="label">The text of a value.</param>
    /// <param name="hasZero">Whether zero has a place of its own at the beginning.</param>
    public LogAxis(double min, double max, Func<double, string> label, bool hasZero = false)
    {
        _label = label;
        _begin = hasZero ? ZeroPart : 0;
        _first = Math.Log10(RoundDown(min));
        // A single value has room above it.
        _last = Math.Log10(RoundUp(Math.Max(max, Math.Pow(10, _first) * (1 + (2 * Rounding)))));
        _isShort = _last - _first <= ShortDecadesMax;
        if (!_isShort || hasZero)
        {
            _first = Math.Floor(_first + Rounding);
            _last = Math.Ceiling(_last - Rounding);
        }
    }

    public double At(double value)
    {
        if (value <= 0)
            return 0;
        double at = (Math.Log10(value) - _first) / (_last - _first);
        return _begin + (Math.Clamp(at, 0, 1) * (1 - _begin));
    }

    public IReadOnlyList<AxisTick> Ticks(int max)
    {
        int first = (int)Math.Floor(_first + Rounding);
        int last = (int)Math.Ceiling(_last - Rounding);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(2, max)));
        var ticks = new List<AxisTick>();
        if (_begin > 0)
            ticks.Add(new AxisTick(0, "0"));
        for (int decade = first; decade <= last; decade++)
        {
            foreach (double factor in _isShort ? Factors.AsSpan(0, 3) : Factors.AsSpan(0, 1))
            {
                double value = factor * Math.Pow(10, decade);
                double at = Math.Log10(value);
                if (at >= _first - Rounding && at <= _last + Rounding)
                    ticks.Add(new AxisTick(At(value), (decade - first) % every == 0 ? _label(value) : ""));
            }
        }
        return ticks;
    }

    private static double RoundDown(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value) + Rounding));
        return power * Array.FindLast(Factors, factor => factor * power <= value * (1 + Rounding));
    }

    private static double RoundUp(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value) + Rounding));
        return power * Array.Find(Factors, factor => factor * power >= value * (1 - Rounding));
    }
}
