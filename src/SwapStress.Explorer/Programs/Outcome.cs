using SwapStress.Explorer.Engine;

namespace SwapStress.Explorer.Programs;

/// <summary>How one schedule of a program came out.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Lost">Additions missing on each page; null if none is.</param>
/// <param name="Message">What else is wrong, in one line, or null.</param>
public sealed record Outcome(ScheduleEnd End, IReadOnlyList<long>? Lost, string? Message)
{
    /// <summary>Every update is there, and everything is accounted for.</summary>
    public static Outcome Kept { get; } = new(ScheduleEnd.Finished, Lost: null, Message: null);

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => End == ScheduleEnd.Finished && Lost is null && Message is null;
}
