using System.Runtime.ExceptionServices;
using SwapStress.Harness;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Run;

/// <summary>
/// How the run ended. The host itself would exit with 0 after a service that failed, so nothing is left to it: until
/// somebody says otherwise, the run was interrupted.
/// </summary>
internal sealed class RunOutcome
{
    /// <summary>The exit code.</summary>
    public int Code
    {
        get
        {
            int code = Result?.Verdict.Code ?? ExitCode.Interrupted;
            return LacksResults ? ExitCode.WithoutResults(code) : code;
        }
    }

    /// <summary>Whether some of the results could not be written.</summary>
    public bool LacksResults { get; set; }

    /// <summary>What came of it; null if it did not get so far.</summary>
    public RunResult? Result { get; set; }

    /// <summary>What ended the run before its end, or null.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }
}
