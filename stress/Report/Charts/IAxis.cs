namespace SwapStress.Stress.Report.Charts;

/// <summary>Maps values to places along an axis.</summary>
internal interface IAxis
{
    /// <summary>Its marks.</summary>
    IReadOnlyList<AxisTick> Ticks(int max);

    /// <summary>The place of a value: 0 at the beginning, 1 at the end, never beyond.</summary>
    double At(double value);
}
