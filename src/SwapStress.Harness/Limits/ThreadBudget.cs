namespace SwapStress.Harness.Limits;

/// <summary>How many of the requested workers may be started.</summary>
/// <param name="Allowed">Threads to start: the requested ones, or as many as the tightest limit leaves.</param>
/// <param name="Exceeded">The limits that are below the request, the tightest first; empty when all fit.</param>
internal sealed record ThreadBudget(int Requested, int Allowed, IReadOnlyList<ThreadLimit> Exceeded)
{
    /// <summary>Weighs a request against the limits.</summary>
    public static ThreadBudget For(int requested, IEnumerable<ThreadLimit> limits)
    {
        ThreadLimit[] exceeded = limits
            .Where(limit => limit.Threads < requested)
            .OrderBy(limit => limit.Threads)
            .ToArray();
        int allowed = exceeded.Length == 0 ? requested : (int)Math.Max(0, exceeded[0].Threads);
        return new ThreadBudget(requested, allowed, exceeded);
    }

    /// <summary>Whether every requested thread may be started.</summary>
    public bool IsEnough => Exceeded.Count == 0;

    /// <summary>The commands that raise every limit in the way, as one line; empty when all fit.</summary>
    public string Remedies =>
        string.Join(" && ", Exceeded.Select(limit => limit.RemedyFor(Requested)).Distinct(StringComparer.Ordinal));

    /// <summary>
    /// One sentence: requested, allowed, which limit, and the commands that raise it and every other limit in the way.
    /// </summary>
    /// <param name="rest">What becomes of the rest, in a few words; null to leave it out.</param>
    public string Describe(string? rest = null)
    {
        if (IsEnough)
            return $"{Requested} threads requested, all fit.";
        return $"{Requested} threads requested, {Allowed} fit: limited by {Exceeded[0].Name}{(rest is null ? "" : $"; {rest}")}. To raise it: "
            + Remedies;
    }
}
