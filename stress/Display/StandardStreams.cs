using SwapStress.Harness;

namespace SwapStress.Stress.Display;

/// <summary>stdout and stderr, written so that their readers hold nobody up.</summary>
internal sealed class StandardStreams
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Opens them. Where both are a terminal they are one, and what is written keeps its order.</summary>
    public StandardStreams()
    {
        var pump = new TextPump();
        Errors = new SteadyWriter(Console.Error, "stderr", pump, _ => { });
        Output = new SteadyWriter(
            Console.Out,
            "stdout",
            Console.IsOutputRedirected || Console.IsErrorRedirected ? new TextPump() : pump,
            problem => Errors.WriteLine($"swapstress: {problem}")
        );
    }

    /// <summary>Text for people.</summary>
    public SteadyWriter Output { get; }

    /// <summary>Errors, warnings and progress.</summary>
    public SteadyWriter Errors { get; }

    /// <summary>Waits for their readers, as every program does; only that here everything else is done by then.</summary>
    /// <param name="code">The exit code of what is done.</param>
    /// <param name="textIsResult">Whether the text is all that was asked for.</param>
    /// <returns>The exit code of the program.</returns>
    public int End(int code, bool textIsResult)
    {
        if (!Output.Drain(Patience))
            Errors.WriteLine("swapstress: all is done; waiting for whoever reads stdout");
        while (!Output.Drain(Patience)) { }
        while (!Errors.Drain(Patience)) { }
        return textIsResult && Output.IsIncomplete ? ExitCode.WithoutResults(code) : code;
    }
}
