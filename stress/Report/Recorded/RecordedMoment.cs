namespace SwapStress.Stress.Report.Recorded;

/// <summary>The swap-in latency of a contender in a round, or in an interval of its run.</summary>
/// <param name="AtUtc">When the round began, or the interval ended.</param>
/// <param name="P50Ns">The median, in nanoseconds.</param>
/// <param name="P99Ns">The 99th percentile, in nanoseconds.</param>
internal readonly record struct RecordedMoment(DateTime AtUtc, long P50Ns, long P99Ns);

/// <summary>What a round lost.</summary>
/// <param name="Round">Its number, from 0.</param>
/// <param name="Misloads">Pages with another page's data.</param>
internal readonly record struct RecordedLoss(long Round, long Lost, long Misloads);
