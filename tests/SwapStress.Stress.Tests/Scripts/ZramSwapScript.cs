using System.Diagnostics;

namespace SwapStress.Stress.Tests.Scripts;

/// <summary>scripts/zram-swap.sh.</summary>
internal static class ZramSwapScript
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "scripts", "zram-swap.sh");

    /// <summary>Runs it to its end; not cancelled, as what it set up would stay.</summary>
    /// <param name="tools">Comes first in PATH, if not null.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<Session> RunAsync(string? tools, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: zram is a device of Linux.");
        var start = new ProcessStartInfo(Path, arguments);
        if (tools is not null)
            start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        return ChildProcess.RunAsync(start, CancellationToken.None);
    }

    /// <summary>It refused, with one line on stderr.</summary>
    public static void Refused(Session session, string text, int code = 1)
    {
        Assert.Empty(session.Output);
        string line = Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("zram-swap.sh: ", line);
        Assert.Contains(text, line);
        Assert.Equal(code, session.Code);
    }

    public static void Succeeded(Session session, string text)
    {
        Assert.Empty(session.Errors);
        Assert.Contains(text, session.Output);
        Assert.Equal(0, session.Code);
    }
}
