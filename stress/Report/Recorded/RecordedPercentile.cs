namespace SwapStress.Stress.Report.Recorded;

/// <summary>A point of a latency distribution.</summary>
/// <param name="Fraction">The part of all swap-ins that took no longer, from 0 to 1.</param>
/// <param name="Ns">So long, in nanoseconds.</param>
internal readonly record struct RecordedPercentile(double Fraction, long Ns);
