using SwapStress.Harness.Regions;

namespace SwapStress.Harness.Rounds;

/// <summary>What the check of every page found after a round.</summary>
internal sealed record Verification
{
    /// <summary>Pages with a wrong counter, or one that the oracle disagrees with; by offset.</summary>
    public IReadOnlyList<PageFinding> Pages { get; init; } = [];

    /// <summary>Pages with a wrong stamp or body; by offset.</summary>
    public IReadOnlyList<MisloadFinding> Misloads { get; init; } = [];

    /// <summary>Pages that could not be read, save those of <see cref="InjectedFailures"/>; by offset.</summary>
    public IReadOnlyList<ReadFailureFinding> ReadFailures { get; init; } = [];

    /// <summary>Pages that could for a while not be read because the device failed on purpose; by offset. No loss.</summary>
    public IReadOnlyList<ReadFailureFinding> InjectedFailures { get; init; } = [];

    /// <summary>What the region's own accounting has against itself.</summary>
    public IReadOnlyList<string> Violations { get; init; } = [];

    /// <summary>Updates that are lost, those of pages that cannot be read any more included.</summary>
    public long LostUpdates => Pages.Sum(page => page.LostUpdates) + ReadFailures.Sum(page => page.LostUpdates);

    /// <summary>The events on all pages with a finding, each page's once: what explains the round's losses.</summary>
    public LossCauses Causes =>
        Findings
            .DistinctBy(finding => finding.Offset)
            .Aggregate(default(LossCauses), (sum, finding) => sum.Plus(finding.Causes ?? default));

    /// <summary>
    /// Findings that contradict the oracle, plus violations: each is a defect of this program.
    /// </summary>
    public int Defects => Findings.Count(finding => finding.IsDefect) + Violations.Count;

    /// <summary>Whether an update was lost, or a page misloaded or unreadable.</summary>
    public bool HasDataLoss => LostUpdates > 0 || Misloads.Count > 0 || ReadFailures.Count > 0;

    private IEnumerable<IFinding> Findings =>
        [.. Pages.Cast<IFinding>(), .. Misloads.Cast<IFinding>(), .. ReadFailures.Cast<IFinding>()];
}
