namespace SwapStress.Harness.Limits;

/// <summary>
/// The control groups that this process is in, itself first, then every ancestor up to the mount: a limit of any of
/// them binds. Both hierarchies are followed: one for all controllers (v2), and one for each (v1).
/// </summary>
internal sealed class Cgroups(HostFiles files)
{
    /// <summary>The directories whose files of a controller bind this process.</summary>
    public IEnumerable<(string Directory, bool IsV2)> Of(string controller)
    {
        string? unified = null;
        string? own = null;
        foreach (string line in files.ReadLines("/proc/self/cgroup"))
        {
            string[] fields = line.Split(':', 3);
            if (fields.Length < 3)
                continue;
            if (fields[0] == "0" && fields[1].Length == 0)
                unified = fields[2];
            else if (fields[1].Split(',').Contains(controller))
                own = fields[2];
        }
        foreach (string line in files.ReadLines("/proc/self/mountinfo"))
        {
            // 36 35 98:0 /root /mount options... - type source super,options
            string[] halves = line.Split(" - ", 2);
            string[] left = halves[0].Split(' ');
            if (halves.Length < 2 || left.Length < 5)
                continue;
            string[] right = halves[1].Split(' ');
            bool isV2 = right[0] == "cgroup2";
            bool isV1 = right[0] == "cgroup" && right.Length > 2 && right[2].Split(',').Contains(controller);
            string? path =
                isV2 ? unified
                : isV1 ? own
                : null;
            if (path is null)
                continue;
            foreach (string directory in Ancestors(left[3], left[4], path))
                yield return (directory, isV2);
        }
    }

    private static IEnumerable<string> Ancestors(string mountRoot, string mountPoint, string path)
    {
        // In a container the mount may show a subtree only, and the path may be told from outside of it.
        string relative = path;
        if (mountRoot != "/" && path.StartsWith(mountRoot, StringComparison.Ordinal))
            relative = path[mountRoot.Length..];
        relative = relative.Trim('/');
        while (relative.Length > 0)
        {
            yield return mountPoint + "/" + relative;
            int slash = relative.LastIndexOf('/');
            relative = slash < 0 ? "" : relative[..slash];
        }
        yield return mountPoint;
    }
}
