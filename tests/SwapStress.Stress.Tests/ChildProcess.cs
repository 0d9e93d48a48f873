using System.Diagnostics;

namespace SwapStress.Stress.Tests;

/// <summary>A process that is run to its end.</summary>
internal static class ChildProcess
{
    /// <summary>Whether a program is on PATH.</summary>
    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(path => File.Exists(Path.Combine(path, program)) || File.Exists(Path.Combine(path, program + ".exe")));

    public static async Task<Session> RunAsync(ProcessStartInfo start, CancellationToken cancelled)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancelled);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return new Session(process.ExitCode, Session.WithLineFeeds(await output), Session.WithLineFeeds(await errors));
    }
}
