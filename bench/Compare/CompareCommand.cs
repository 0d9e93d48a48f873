using System.Globalization;

namespace SwapStress.Bench.Compare;

/// <summary><c>--compare [--repeat N]</c>.</summary>
public static class CompareCommand
{
    private const int RepeatsDefault = 60;
    private const int RepeatsMax = 10_000;
    private const int WarmUps = 40;

    /// <summary>Measures and prints the table.</summary>
    /// <returns>The exit code: 0, or 2 for arguments that mean nothing.</returns>
    /// <exception cref="CheckFailedException">Something was computed wrong.</exception>
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output, TextWriter errors)
    {
        int repeats = RepeatsDefault;
        bool understood =
            arguments is []
            || (
                arguments is ["--repeat", var text]
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out repeats)
                && repeats is >= 1 and <= RepeatsMax
            );
        if (!understood)
        {
            errors.WriteLine($"bench: write --compare, or --compare --repeat N with N from 1 to {RepeatsMax}.");
            return 2;
        }
        // Tier-1 code compiled with what the first calls have shown is what a long run runs.
        Run(WarmUps, repeats, output);
        return 0;
    }

    /// <summary>The comparison without its command line.</summary>
    public static void Run(int warmUps, int repeats, TextWriter output)
    {
        using var comparison = new Comparison();
        for (int i = 0; i < warmUps; i++)
            comparison.Repeat(i);
        comparison.Forget();
        for (int i = 0; i < repeats; i++)
            comparison.Repeat(i);
        comparison.Check();
        ComparisonTable.Write(comparison, output);
    }
}
