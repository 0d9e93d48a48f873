namespace SwapStress.Stress.Doctor;

/// <summary>What was found about one part of the machine.</summary>
/// <param name="Subject">The part, in one word.</param>
/// <param name="Remedy">The command that improves it; null where there is none, or nothing to improve.</param>
internal sealed record Finding(string Subject, FindingLevel Level, string Text, string? Remedy = null)
{
    /// <summary>Whether not even a run with the default options can work.</summary>
    public bool Blocks { get; init; }

    /// <summary>Nothing to improve.</summary>
    internal static Finding Ok(string subject, string text) => new(subject, FindingLevel.Ok, text);

    /// <summary>Good to know.</summary>
    internal static Finding Note(string subject, string text, string? remedy = null) =>
        new(subject, FindingLevel.Note, text, remedy);

    /// <summary>Not there, and only some runs need it.</summary>
    internal static Finding Missing(string subject, string text, string? remedy = null) =>
        new(subject, FindingLevel.Missing, text, remedy);

    /// <summary>Not there, and every run needs it.</summary>
    internal static Finding Blocking(string subject, string text, string remedy) =>
        new(subject, FindingLevel.Missing, text, remedy) { Blocks = true };

    /// <summary>A part that only Linux has.</summary>
    internal static Finding OnlyLinux(string subject) => Ok(subject, "does not apply: only Linux has it");
}
