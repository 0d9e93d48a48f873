using SwapStress.Explorer.Engine;

namespace SwapStress.Explorer.Programs;

/// <summary>How one schedule of a program came out.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Lost">Additions missing on each page; null if none is.</param>
/// <param name="Message">What else is wrong, in one line, or null.</param>
internal sealed record Outcome(ScheduleEnd End, IReadOnlyList<long>? Lost, string? Message)
{
    /// <summary>Every update is there, and everything is accounted for.</summary>
    public static Outcome Kept { get; } = new(ScheduleEnd.Finished, Lost: null, Message: null);

    private const string KeptText = "nothing lost";

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => End == ScheduleEnd.Finished && Lost is null && Message is null;

    /// <summary>A few words: "nothing lost", "page 0 lost 1", "deadlock".</summary>
    public override string ToString()
    {
        if (IsGood)
            return KeptText;
        IEnumerable<string> parts = (Lost ?? [])
            .Select((lost, page) => (lost, page))
            .Where(pair => pair.lost != 0)
            .Select(pair => $"page {pair.page} {(pair.lost > 0 ? "lost" : "gained")} {Math.Abs(pair.lost)}");
        if (End != ScheduleEnd.Finished)
            parts = parts.Prepend(End.ToString().ToLowerInvariant());
        return string.Join(", ", Message is null ? parts : parts.Append(Message));
    }
}
