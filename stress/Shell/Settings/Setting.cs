using SwapStress.Harness.Options;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>An option that is given below the command line.</summary>
/// <param name="Text">Its value; null for a flag.</param>
/// <param name="IsOff">Whether it is a flag that is taken back, so that a lower level does not set it.</param>
/// <param name="Source">Where it is written, for people.</param>
internal sealed record Setting(OptionRow Row, string? Text, bool IsOff, string Source)
{
    /// <summary>The same on a command line.</summary>
    public IEnumerable<string> Tokens =>
        IsOff ? []
        : Text is null ? [Row.Name]
        : [Row.Name, Text];
}
