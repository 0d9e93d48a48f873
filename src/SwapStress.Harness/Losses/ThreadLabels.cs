using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>Short names of threads: T and the managed id for who faults, a role for who only has that one.</summary>
internal static class ThreadLabels
{
    /// <summary>A label for each thread of a window.</summary>
    public static Dictionary<int, string> Of(IReadOnlyList<FlightEvent> events)
    {
        var labels = new Dictionary<int, string>();
        foreach (var threads in events.GroupBy(e => e.ThreadId).GroupBy(RoleOf, StringComparer.Ordinal))
        {
            int number = 0;
            bool several = threads.Count() > 1;
            foreach (var thread in threads)
                labels[thread.Key] =
                    threads.Key.Length == 0 ? $"T{thread.Key}"
                    : several ? $"{threads.Key}{++number}"
                    : threads.Key;
        }
        return labels;
    }

    private static string RoleOf(IEnumerable<FlightEvent> events)
    {
        string role = "";
        foreach (FlightEvent e in events)
        {
            switch (e.Kind)
            {
                case FlightEventKind.FaultBegin or FlightEventKind.Install or FlightEventKind.ReadBegin:
                    return "";
                case FlightEventKind.Isolated or FlightEventKind.Unmapped:
                    role = "R";
                    break;
                case FlightEventKind.WritebackPicked or FlightEventKind.WritebackInserted:
                    role = "W";
                    break;
                case FlightEventKind.WriteEnd when role.Length == 0:
                    role = "IO";
                    break;
            }
        }
        return role;
    }
}
