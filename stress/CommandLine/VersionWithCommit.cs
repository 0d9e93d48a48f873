using System.CommandLine;
using System.CommandLine.Invocation;
using SwapStress.Harness.Results;

namespace SwapStress.Cli.CommandLine;

/// <summary><c>--version</c>: the version and the commit that the program was built from.</summary>
internal sealed class VersionWithCommit : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"swapstress {BuildInfo.Text}");
        return 0;
    }
}
