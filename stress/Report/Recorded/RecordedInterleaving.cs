namespace SwapStress.Stress.Report.Recorded;

/// <summary>How a loss came about, as interleavings.txt draws it.</summary>
/// <param name="Round">In which round, as text.</param>
/// <param name="Threads">The columns; none where the drawing cannot be taken apart.</param>
/// <param name="Steps">The lines of the drawing in their order.</param>
/// <param name="Lines">The drawing as it is.</param>
internal sealed record RecordedInterleaving(
    string Contender,
    string Round,
    string Headline,
    IReadOnlyList<string> Threads,
    IReadOnlyList<RecordedStep> Steps,
    string Notes,
    IReadOnlyList<string> Lines
);

/// <summary>A step of a thread.</summary>
/// <param name="Time">Microseconds since the first one, as text; empty for a remark.</param>
/// <param name="Thread">Its column, from 0.</param>
internal readonly record struct RecordedStep(string Time, int Thread, string Text);
