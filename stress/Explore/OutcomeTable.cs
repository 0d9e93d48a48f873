using SwapStress.Explorer.Programs;

namespace SwapStress.Stress.Explore;

/// <summary>Grades the outcomes of a case.</summary>
internal static class OutcomeTable
{
    /// <summary>The outcomes that came and those that should have, required ones first.</summary>
    /// <param name="case">The program and its configuration.</param>
    /// <param name="occurrences">How often each outcome came.</param>
    public static IReadOnlyList<GradedOutcome> Grade(ExploreCase @case, IReadOnlyDictionary<string, long> occurrences)
    {
        IEnumerable<string> required = @case.IsSound ? [Kept] : @case.Spec.Losing;
        return
        [
            .. required
                .Concat(occurrences.Keys.Order(StringComparer.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Select(text => new GradedOutcome(text, occurrences.GetValueOrDefault(text), GradeOf(@case, text)))
                .OrderBy(outcome => outcome.Grade),
        ];
    }

    private static bool HangsUp(string text) =>
        text.StartsWith("deadlock", StringComparison.Ordinal) || text.StartsWith("livelock", StringComparison.Ordinal);

    private static string Kept => Outcome.Kept.ToString();

    private static OutcomeGrade GradeOf(ExploreCase @case, string text)
    {
        if (@case.IsSound)
            return text == Kept ? OutcomeGrade.Required : OutcomeGrade.Forbidden;
        if (@case.Spec.Losing.Contains(text, StringComparer.Ordinal))
            return OutcomeGrade.Required;
        // A program of the user's declares nothing: without a fix it may lose whatever there is.
        bool mayCome =
            text == Kept
            || @case.Spec.MayAlsoLose.Contains(text, StringComparer.Ordinal)
            || (@case.Spec.Losing.Count == 0 && !HangsUp(text));
        return mayCome ? OutcomeGrade.Acceptable : OutcomeGrade.Forbidden;
    }
}
