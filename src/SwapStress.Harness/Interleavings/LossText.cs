using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Interleavings;

/// <summary>What was lost, in words.</summary>
internal static class LossText
{
    /// <summary>The heading of a window.</summary>
    public static string Headline(LossWindow window, string thread)
    {
        long counter = window.Events[^1].Counter;
        string where = window.Slot == 0 ? "" : $", slot {window.Slot}";
        return $"Page {EventText.PageName(window.Page)}{where}: {thread} maps {Installed(window)}, counter {counter}; the newest "
            + $"is v{window.NewestVersion}, counter {counter + window.LostUpdates}.";
    }

    /// <summary>The losing step; whose content it mapped, the window knows.</summary>
    public static string Install(LossWindow window) =>
        window.InstalledPage < 0 || window.InstalledPage == window.Page
            ? EventText.Describe(window.Events[^1])
            : $"set_pte_at({Installed(window)}, counter {window.Events[^1].Counter})";

    /// <summary>The mark of the losing step. Its blanks are not for breaking lines.</summary>
    public static string Mark(LossWindow window) =>
        (
            window.LostUpdates switch
            {
                1 => "<== loses 1 update",
                > 1 => $"<== loses {window.LostUpdates} updates",
                0 => "<== another page's data",
                _ => $"<== counter {-window.LostUpdates} too high",
            }
        ).Replace(' ', InterleavingText.NoBreak);

    private static string Installed(LossWindow window) =>
        window.InstalledPage < 0 ? "void"
        : window.InstalledPage == window.Page ? $"v{window.InstalledVersion}"
        : $"v{window.InstalledVersion} of page {EventText.PageName(window.InstalledPage)}";
}
