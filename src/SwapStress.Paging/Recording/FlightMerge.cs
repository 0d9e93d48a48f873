namespace SwapStress.Paging.Recording;

/// <summary>Puts the rings of several pages together.</summary>
internal static class FlightMerge
{
    /// <summary>
    /// Merges by time. Each ring keeps its own order, also where two threads read the clock in the other one: the first
    /// of each ring that is left competes. Nothing follows the losing event.
    /// </summary>
    public static List<FlightEvent> Merge(IReadOnlyList<IReadOnlyList<FlightEvent>> rings)
    {
        var merged = new List<FlightEvent>();
        int[] next = new int[rings.Count];
        while (true)
        {
            int first = -1;
            for (int i = 0; i < rings.Count; i++)
            {
                if (next[i] == rings[i].Count)
                    continue;
                if (first < 0 || rings[i][next[i]].TimeNs < rings[first][next[first]].TimeNs)
                    first = i;
            }
            if (first < 0)
                return merged;
            FlightEvent earliest = rings[first][next[first]++];
            merged.Add(earliest);
            if (earliest.IsLosing)
                return merged;
        }
    }
}
