using SwapStress.Harness.Limits;

namespace SwapStress.Stress.Doctor;

/// <summary>The system, and as whom and in what a run would be.</summary>
internal static class SystemExamination
{
    public static Finding Examine(Host host)
    {
        var info = HostInfo.Read(host.Files);
        string text = $"{info.Os}, {info.Runtime}";
        if (!host.IsLinux)
            return Finding.Ok("system", text);
        string user = host.Files.ReadField("/proc/self/status", "Uid") switch
        {
            0 => "root",
            null => "user not known",
            _ => "not root; the kernel backend's swap needs root to be set up",
        };
        string? container = Container(host);
        return Finding.Ok("system", $"{text}; {user}{(container is null ? "" : $"; in a container ({container})")}");
    }

    private static string? Container(Host host)
    {
        if (host.Line("/run/systemd/container") is { Length: > 0 } named)
            return named;
        if (File.Exists(host.Files.Resolve("/run/.containerenv")))
            return "podman";
        return File.Exists(host.Files.Resolve("/.dockerenv")) ? "docker" : null;
    }
}
