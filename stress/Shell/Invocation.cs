using System.CommandLine;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Shell;

/// <summary>A verb as somebody wrote it.</summary>
/// <param name="Values">Its options and what else stands after it.</param>
/// <param name="Text">The command line, for results.</param>
/// <param name="Root">The whole command line that there is.</param>
internal sealed record Invocation(
    OptionValues Values,
    string Text,
    TextWriter Output,
    TextWriter Errors,
    RootCommand Root
);
