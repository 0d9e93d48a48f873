namespace SwapStress.Races;

/// <summary>The option of the command line that switches a race's fix, where a run does not compare both.</summary>
/// <param name="Option">The option, such as <c>--stable-writes</c>.</param>
/// <param name="Off">Its value without the fix.</param>
/// <param name="On">Its value with the fix.</param>
internal sealed record RaceToggle(string Option, string Off, string On)
{
    /// <summary>The option of a toggle that chooses between two strategies.</summary>
    public const string SyncOption = "--sync";

    /// <summary>Whether the fix is a way to synchronise swap-ins, so that the toggle chooses the strategy.</summary>
    public bool IsSync => Option == SyncOption;

    /// <summary>The value with the fix or without it.</summary>
    public string Value(bool isFixed) => isFixed ? On : Off;

    /// <summary>As help spells it.</summary>
    public override string ToString() => $"{Option} {Off}|{On}";
}
