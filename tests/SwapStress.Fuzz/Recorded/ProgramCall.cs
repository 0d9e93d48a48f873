using SwapStress.Fuzz.CommandLine;
using SwapStress.Harness;
using SwapStress.Races;
using SwapStress.Stress;

namespace SwapStress.Fuzz.Recorded;

/// <summary>What the program did with a command line.</summary>
internal readonly record struct ProgramCall(int Code, string Output, string Errors)
{
    /// <summary>Runs it on a model of tiny runs.</summary>
    public static ProgramCall Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var program = new SwapStressProgram(new FuzzModel(), output, errors, RaceCatalogue.Default);
        int code = program.RunAsync(arguments).GetAwaiter().GetResult();
        return new ProgramCall(code, output.ToString(), errors.ToString());
    }

    /// <summary>
    /// Checks that it is refused in one line of errors or ends with a code that it may end with, and that nothing of what it
    /// says is an order to a terminal: files hold any text.
    /// </summary>
    public void CheckEndsWith(params ReadOnlySpan<int> codes)
    {
        Assert.True(codes.Contains(Code), $"{this}");
        Assert.True(Output.All(IsText) && Errors.All(IsText), $"a control character: {this}");
        if (Code is ExitCode.Usage or ExitCode.Environment)
            Assert.True(Errors.Length > 0 && !Errors.TrimEnd('\n').Contains('\n', StringComparison.Ordinal), $"{this}");
    }

    /// <summary>Lines of CSV end with both (RFC 4180).</summary>
    private static bool IsText(char c) => c is '\n' or '\r' || !char.IsControl(c);
}
