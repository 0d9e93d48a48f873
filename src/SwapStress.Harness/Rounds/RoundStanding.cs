namespace SwapStress.Harness.Rounds;

/// <summary>What a round can prove.</summary>
public enum RoundStanding
{
    /// <summary>
    /// It is evidence: complete, with faults that could meet, and on average each page came in and went out again while
    /// workers ran. An update is lost only on a page that makes that way.
    /// </summary>
    Counted,

    /// <summary>Complete, but with fewer than two workers at once, or too little swapped: it could hardly have lost.</summary>
    Void,

    /// <summary>Its workers did not come to the end of the region.</summary>
    Stopped,
}

/// <summary>Standings as results spell them.</summary>
internal static class RoundStandings
{
    public const string Counted = "counted";

    public static string NameOf(RoundStanding standing) =>
        standing switch
        {
            RoundStanding.Counted => Counted,
            RoundStanding.Void => "void",
            _ => "stopped",
        };
}
