namespace SwapStress.Harness.Rounds;

/// <summary>What the check of every page found after a round.</summary>
public sealed record Verification
{
    /// <summary>Pages with a wrong counter, or one that the oracle disagrees with; by offset.</summary>
    public IReadOnlyList<PageFinding> Pages { get; init; } = [];

    /// <summary>Pages with a wrong stamp or body; by offset.</summary>
    public IReadOnlyList<MisloadFinding> Misloads { get; init; } = [];

    /// <summary>What the region's own accounting has against itself.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];

    /// <summary>Updates that are missing; one too many, from an older and higher counter, is as wrong and counts too.</summary>
    public long LostUpdates => Pages.Sum(page => Math.Abs(page.Lost));

    /// <summary>
    /// Pages on which counter and oracle disagree, plus violations: each is a defect of this program.
    /// </summary>
    public int Defects => Pages.Count(page => page.IsDisagreement) + Violations.Count;

    /// <summary>Whether an update was lost or a page misloaded.</summary>
    public bool HasDataLoss => LostUpdates > 0 || Misloads.Count > 0;
}
