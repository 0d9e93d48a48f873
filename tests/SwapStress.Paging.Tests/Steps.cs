using SwapStress.Paging.Recording;

namespace SwapStress.Paging.Tests;

/// <summary>Checks a recorded window against the steps that a test has forced.</summary>
internal static class Steps
{
    /// <summary>
    /// What is missing of the steps, in their order, or null if all are there. A step is a thread and a kind: "T0" is the
    /// thread that lost, "M" the test's own, "X" any other. The last must be the losing one.
    /// </summary>
    public static string? FirstMissing(LossWindow window, int testThread, params string[] steps)
    {
        int next = 0;
        foreach (FlightEvent e in window.Events)
        {
            string thread =
                e.ThreadId == window.ThreadId ? "T0"
                : e.ThreadId == testThread ? "M"
                : "X";
            if (next < steps.Length && steps[next] == $"{thread} {e.Kind}" && (next < steps.Length - 1 || e.IsLosing))
                next++;
        }
        return next == steps.Length ? null : steps[next];
    }

    /// <summary>Asserts that a region has recorded one loss, by these steps in this order.</summary>
    public static LossWindow AssertRecorded(AddressSpace space, params string[] steps)
    {
        LossWindow window = Assert.Single(space.LossWindows);
        string? missing = FirstMissing(window, Environment.CurrentManagedThreadId, steps);
        Assert.True(missing is null, $"'{missing}' is not where it should be in {string.Join("; ", window.Events)}");
        Assert.Equal(window.Events.Count - 1, window.Events.ToList().FindIndex(e => e.IsLosing));
        Assert.Equal(space.StaleInstalls[0].LostUpdates, window.LostUpdates);
        return window;
    }
}
