using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>What a window is called beside its tracks.</summary>
internal static class ProcessName
{
    /// <summary>"none, round 0: page 0x1f0000, slot 241, loses 22 updates".</summary>
    public static string Of(LossWindow window, string label, string where)
    {
        string slot = window.Slot == 0 ? "" : $", slot {window.Slot}";
        string mark = LossText
            .Mark(window)
            .Replace(InterleavingText.NoBreak, ' ')
            .Replace("<== ", "", StringComparison.Ordinal);
        return $"{label}, {where}: page {EventText.PageName(window.Page)}{slot}, {mark}";
    }
}
