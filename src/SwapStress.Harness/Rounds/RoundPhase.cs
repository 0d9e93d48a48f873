namespace SwapStress.Harness.Rounds;

/// <summary>What a round does.</summary>
internal enum RoundPhase
{
    /// <summary>Every page is written anew.</summary>
    Populating,

    /// <summary>The swapper pages all of it out for the first time.</summary>
    SwappingOut,

    /// <summary>The workers run.</summary>
    Working,

    /// <summary>Every page is checked.</summary>
    Checking,
}
