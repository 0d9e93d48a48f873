using SwapStress.Fuzz.Engine;
using SwapStress.Harness;

namespace SwapStress.Fuzz.Recorded;

/// <summary>The option --resume over damaged results: the run goes on, or is refused in one line.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void A_damaged_run_is_resumed_or_refused() => Fuzzer.Run("resumed runs", inputs: 200, One);

    public void Dispose() => _directory.Dispose();

    private void One(FuzzInput input)
    {
        string directory = _directory["run"];
        SampleRun.WriteDamaged(input, directory, Killed(input));
        ProgramCall
            .Run("run", "--resume", directory)
            .CheckEndsWith(
                ExitCode.Clean,
                ExitCode.DataLost,
                ExitCode.Usage,
                ExitCode.Environment,
                ExitCode.Inconclusive
            );
    }

    /// <summary>The sample as a kill left it after its first round, which is perhaps in the sums of what was dropped.</summary>
    private static Dictionary<string, string> Killed(FuzzInput input)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SampleRun.Options] = SampleRun.Files[SampleRun.Options],
            [SampleRun.Rounds] = string.Concat(
                SampleRun.Files[SampleRun.Rounds].Split('\n').Take(2).Select(line => $"{line}\n")
            ),
        };
        if (input.Chance(30))
            files[SampleRun.Dropped] = SampleRun.Files[SampleRun.Dropped];
        return files;
    }
}
