using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SwapStress.Stress.Shell;

/// <summary><c>--help</c>: the parser's own, and below it examples.</summary>
/// <param name="examplesOf">Command lines to begin with.</param>
internal sealed class HelpWithExamples(HelpAction help, Func<Command, IReadOnlyList<string>> examplesOf)
    : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string line in examplesOf(parseResult.CommandResult.Command))
            output.WriteLine(
                $"  {line.Replace(ProgramName.Installed + " ", ProgramName.Typed + " ", StringComparison.Ordinal)}"
            );
        output.WriteLine();
        return code;
    }
}
