namespace SwapStress.Stress.Explore;

/// <summary>What an outcome means, in the words of jcstress.</summary>
internal enum OutcomeGrade
{
    /// <summary>A search of every schedule must come upon it.</summary>
    Required,

    /// <summary>It may come.</summary>
    Acceptable,

    /// <summary>It must not come. So is whatever is not declared.</summary>
    Forbidden,
}

/// <summary>An outcome of a search.</summary>
/// <param name="Occurrences">How many schedules had it.</param>
internal sealed record GradedOutcome(string Text, long Occurrences, OutcomeGrade Grade)
{
    /// <summary>Whether it speaks against the case: it came and must not, or must have come and did not.</summary>
    public bool IsMissing => Grade == OutcomeGrade.Required && Occurrences == 0;
}
