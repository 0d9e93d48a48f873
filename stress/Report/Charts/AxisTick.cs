namespace SwapStress.Stress.Report.Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="At">Where, from 0 to 1.</param>
/// <param name="Label">Its text; empty for a line only.</param>
internal readonly record struct AxisTick(double At, string Label);
