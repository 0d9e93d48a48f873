using System.Globalization;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>How an interleaving names threads and times.</summary>
/// <param name="Time">A time since the first step shown, as text.</param>
/// <param name="Labels">A short name for each thread of a window.</param>
/// <param name="IsWhole">
/// Whether a window is a whole program: then every operation is shown, and the columns are in the order of the threads.
/// </param>
internal sealed record InterleavingStyle(
    string TimeHeading,
    Func<long, string> Time,
    Func<IReadOnlyList<FlightEvent>, IReadOnlyDictionary<int, string>> Labels,
    bool IsWhole
)
{
    /// <summary>Real threads and real times, in microseconds.</summary>
    public static InterleavingStyle Timed { get; } =
        new("us", ns => (ns / 1000.0).ToString("F1", CultureInfo.InvariantCulture), ThreadLabels.Of, IsWhole: false);

    /// <summary>A whole program: steps that are counted, and threads that have names.</summary>
    /// <param name="label">The name of a thread.</param>
    public static InterleavingStyle Counted(Func<int, string> label) =>
        new(
            "step",
            number => number.ToString(CultureInfo.InvariantCulture),
            events => events.Select(e => e.ThreadId).Distinct().ToDictionary(id => id, label),
            IsWhole: true
        );
}
