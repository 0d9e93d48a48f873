using SwapStress.Explorer;
using SwapStress.Explorer.Engine;
using SwapStress.Harness;

namespace SwapStress.Stress.Explore;

/// <summary>What a case came to.</summary>
/// <param name="Case">The program and its configuration.</param>
internal sealed record ExploreRow(ExploreCase Case, ExplorationResult Result, IReadOnlyList<GradedOutcome> Outcomes)
{
    /// <summary>Whether a schedule had a bad outcome.</summary>
    public bool IsFound => Result.Bad is not null;

    /// <summary>Whether an outcome came that must not.</summary>
    public bool HasForbidden => Outcomes.Any(outcome => outcome is { Grade: OutcomeGrade.Forbidden, Occurrences: > 0 });

    /// <summary>Whether every schedule was run and a losing outcome that must be among them was not.</summary>
    public bool LacksRequired => Result.IsExhausted && Outcomes.Any(outcome => outcome.IsMissing);

    /// <summary>Whether threads waited for each other for ever.</summary>
    private bool HangsUp => Result.Bad is { End: ScheduleEnd.Deadlock or ScheduleEnd.Livelock };

    public static int ExitCodeOf(IReadOnlyList<ExploreRow> rows)
    {
        ExploreRow[] sound = [.. rows.Where(row => row.Case.IsSound && row.HasForbidden)];
        if (sound.Any(row => row.HangsUp))
            return ExitCode.NoProgress;
        bool isLoss = sound.Length > 0 || rows.Any(row => row.HasForbidden) || (rows.Count == 1 && rows[0].IsFound);
        if (isLoss)
            return ExitCode.DataLost;
        return rows.Any(row => row.LacksRequired) ? ExitCode.Inconclusive : ExitCode.Clean;
    }

    /// <summary>In a few words.</summary>
    public string Verdict
    {
        get
        {
            string words = (Result.Bad, Result.IsExhausted) switch
            {
                ({ } bad, _) => $"{bad}; {Preemptions(Result.Preemptions)}",
                (null, true) => $"keeps everything; exhausted up to {Preemptions(Result.PreemptionBound!.Value)}",
                _ => "nothing found, and not exhausted",
            };
            return HasForbidden ? $"FORBIDDEN: {words}"
                : LacksRequired ? $"MISSING: {string.Join(", ", Outcomes.Where(o => o.IsMissing).Select(o => o.Text))}"
                : words;
        }
    }

    /// <summary>"1 preemption".</summary>
    public static string Preemptions(int count) => count == 1 ? "1 preemption" : $"{count} preemptions";
}
