namespace SwapStress.Stress.Report.Charts;

/// <summary>
/// The axis of percentiles as HdrHistogram plots them: each further nine, 90 %, 99 %, 99.9 %, is as far from the one before
/// as that from its own. Values are fractions from 0 to 1.
/// </summary>
/// <param name="countMax">Values of the largest distribution: its maximum is one part in so many from 100 %.</param>
internal sealed class NinesAxis(long countMax) : IAxis
{
    private readonly double _nines = Math.Max(2, Math.Log10(Math.Max(1, countMax)));

    /// <summary>The text of a number of nines: "0 %", "90 %", "99.9 %".</summary>
    public static string Label(int nines) =>
        nines switch
        {
            0 => "0 %",
            1 => "90 %",
            2 => "99 %",
            _ => $"99.{new string('9', nines - 2)} %",
        };

    /// <summary>The fraction of a number of nines.</summary>
    public static double Fraction(int nines) => 1 - Math.Pow(10, -nines);

    public double At(double value) => value >= 1 ? 1 : Math.Clamp(-Math.Log10(1 - Math.Max(0, value)) / _nines, 0, 1);

    public IReadOnlyList<AxisTick> Ticks(int max)
    {
        int whole = (int)Math.Floor(_nines + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((whole + 1) / (double)max));
        return
        [
            .. Enumerable
                .Range(0, whole + 1)
                .Select(nines => new AxisTick(
                    Math.Clamp(nines / _nines, 0, 1),
                    nines % every == 0 ? Label(nines) : ""
                )),
        ];
    }
}
