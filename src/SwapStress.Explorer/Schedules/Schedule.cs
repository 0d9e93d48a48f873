using System.Globalization;
using System.Numerics;

namespace SwapStress.Explorer.Schedules;

/// <summary>
/// A schedule by what is unusual about it. Usual is that the thread that runs goes on; where it cannot, or backs off, the
/// first other one that can. As text, <c>12:1,30:0</c>: at choice 12 thread 1 goes on, at choice 30 thread 0. <c>-</c> is
/// the usual one.
/// </summary>
internal sealed record Schedule
{
    /// <summary>The text of the schedule without a deviation.</summary>
    public const string UsualText = "-";

    /// <summary>A schedule.</summary>
    /// <param name="deviations">What is unusual, by choice.</param>
    public Schedule(IEnumerable<Deviation> deviations) => Deviations = [.. deviations.OrderBy(d => d.Choice)];

    /// <summary>What is unusual, by choice.</summary>
    public IReadOnlyList<Deviation> Deviations { get; }

    /// <summary>The usual thread.</summary>
    /// <param name="runnable">A bit for each thread that can go on.</param>
    /// <param name="current">The thread that ran last; −1 before the first.</param>
    /// <param name="mayStay">Whether that thread can go on.</param>
    public static int Usual(uint runnable, int current, bool mayStay) =>
        mayStay ? current
        // Who backs off lets another go first, if there is one.
        : current >= 0 && (runnable & ~(1u << current)) is var others and not 0
            ? BitOperations.TrailingZeroCount(others)
        : BitOperations.TrailingZeroCount(runnable);

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">One line that says what to write instead.</exception>
    public static Schedule Parse(string text)
    {
        if (text == UsualText)
            return new Schedule([]);
        var deviations = new List<Deviation>();
        foreach (string part in text.Split(','))
        {
            string[] sides = part.Split(':');
            if (
                sides.Length != 2
                || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int choice)
                || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int thread)
                || (deviations is [.., var last] && last.Choice >= choice)
            )
                throw new FormatException(
                    $"'{text}' is no schedule; write CHOICE:THREAD,... in rising order, such as 12:1,30:0, or {UsualText}"
                );
            deviations.Add(new Deviation(choice, thread));
        }
        return new Schedule(deviations);
    }

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public override string ToString() =>
        Deviations.Count == 0
            ? UsualText
            : string.Join(
                ',',
                Deviations.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Choice}:{d.Thread}"))
            );
}
