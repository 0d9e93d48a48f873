using SwapStress.Paging.Ghost;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>What was lost, in words.</summary>
internal static class LossText
{
    /// <summary>The heading of a window.</summary>
    public static string Headline(LossWindow window, string thread)
    {
        long counter = window.Events[^1].Counter;
        string where = window.Slot == 0 ? "" : $", slot {window.Slot}";
        string page = $"Page {EventText.PageName(window.Page)}{where}: {thread}";
        return IsUnreadable(window)
            ? $"{page} cannot read v{window.NewestVersion}, counter {window.LostUpdates}. {Damage(window)}"
            : $"{page} maps {Installed(window)}, counter {counter}; the newest "
                + $"is v{window.NewestVersion}, counter {counter + window.LostUpdates}.{After(Damage(window))}";
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
                0 when IsUnreadable(window) => "<== loses the page",
                0 when window.Cause == LossCause.Overrun => "<== damaged data",
                0 => "<== another page's data",
                _ => $"<== counter {-window.LostUpdates} too high",
            }
        ).Replace(' ', InterleavingText.NoBreak);

    private static bool IsUnreadable(LossWindow window) => window.Events[^1].Kind == FlightEventKind.BusError;

    /// <summary>Whose write damaged the page, where one did.</summary>
    private static string Damage(LossWindow window) =>
        window.Cause != LossCause.Overrun ? ""
        : window.OverrunPage < 0 ? "A write overran its object and damaged the slot's data."
        : window.OverrunPage == window.Page ? "Its own write overran its object."
        : $"The write of page {EventText.PageName(window.OverrunPage)} overran its object and damaged the slot's data.";

    private static string After(string sentence) => sentence.Length == 0 ? "" : $" {sentence}";

    private static string Installed(LossWindow window) =>
        window.InstalledPage < 0 ? "void"
        : window.InstalledPage == window.Page ? $"v{window.InstalledVersion}"
        : $"v{window.InstalledVersion} of page {EventText.PageName(window.InstalledPage)}";
}
