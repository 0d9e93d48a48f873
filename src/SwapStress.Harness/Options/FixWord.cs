namespace SwapStress.Harness.Options;

/// <summary>The words of <c>--fix</c>.</summary>
internal static class FixWord
{
    public const string Off = "off";

    public const string On = "on";

    /// <summary>One after the other, without the fix first.</summary>
    public const string Both = "both";

    public static string Of(bool isFixed) => isFixed ? On : Off;

    /// <summary>Whether the fix is in, for each run that a word asks for.</summary>
    public static bool[] Fixes(string word) =>
        word switch
        {
            Off => [false],
            On => [true],
            _ => [false, true],
        };

    /// <summary>The list of strategies that a word stands for without a race.</summary>
    public static string Strategies(string word) =>
        string.Join(
            ',',
            Fixes(word).Select(isFixed => isFixed ? StressDefaults.FixedSync : StressDefaults.UnfixedSync)
        );
}
