namespace SwapStress.Harness;

/// <summary>The program's exit codes.</summary>
internal static class ExitCode
{
    /// <summary>
    /// No data lost, or in a comparison only by controls that are known to be unsound; each claim stands on rounds that
    /// count.
    /// </summary>
    public const int Clean = 0;

    /// <summary>Data lost, or a defect of this program found.</summary>
    public const int DataLost = 1;

    /// <summary>Bad input.</summary>
    public const int Usage = 2;

    /// <summary>The machine cannot do it, or could not take all results.</summary>
    public const int Environment = 3;

    /// <summary>Inconclusive: a control did not lose, or a strategy has no round that counts.</summary>
    public const int Inconclusive = 4;

    /// <summary>A run stood still until the watchdog ended it; in the explorer, a deadlock or a livelock.</summary>
    public const int NoProgress = 5;

    /// <summary>An error of this program that it has no better word for (EX_SOFTWARE of sysexits).</summary>
    public const int Internal = 70;

    /// <summary>Interrupted; the results so far are written.</summary>
    public const int Interrupted = 130;

    /// <summary>
    /// What a code becomes where results could not be written: the machine had no room for them. Clean and interrupted say
    /// that all is there; the others say what is worse, and stay.
    /// </summary>
    public static int WithoutResults(int code) => code is Clean or Interrupted ? Environment : code;
}
