using System.CommandLine;
using System.CommandLine.Invocation;
using SwapStress.Harness.Files;

namespace SwapStress.Stress.Shell;

/// <summary><c>--version</c>: the version and the commit that the program was built from.</summary>
internal sealed class VersionWithCommit : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"swapstress {BuildInfo.Text}");
        return 0;
    }
}
