namespace SwapStress.Stress.Report.Charts;

/// <summary>Distances between ticks that people count in.</summary>
internal static class NiceStep
{
    private static readonly double[] Decimal = [1, 2, 5, 10];

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that makes no more steps than wanted.</summary>
    /// <param name="span">From the first value to the last, above 0.</param>
    /// <param name="stepsMax">Steps wanted at most, at least 1.</param>
    public static double Of(double span, int stepsMax)
    {
        double rough = span / stepsMax;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        // What is a hair too small by rounding is large enough.
        return Array.Find(Decimal, factor => factor * power >= rough * (1 - 1e-9)) * power;
    }
}
