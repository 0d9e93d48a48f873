namespace SwapStress.Stress.Shell;

/// <summary>Finds what somebody meant to type.</summary>
internal static class Spelling
{
    private const int DistanceMax = 3;

    /// <summary>The candidate with the fewest edits, if they are few enough to be a slip.</summary>
    public static string? Nearest(string typed, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (candidate, distance: Distance(typed, candidate)))
            .Where(pair => pair.distance <= Math.Min(DistanceMax, pair.candidate.Length / 2))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    /// <summary>Levenshtein's distance: insertions, deletions and replacements from one to the other.</summary>
    internal static int Distance(string from, string to)
    {
        int[] row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
