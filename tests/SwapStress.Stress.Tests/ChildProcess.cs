using System.Diagnostics;

namespace SwapStress.Stress.Tests;

/// <summary>A process that is run to its end.</summary>
internal static class ChildProcess
{
    public static async Task<Session> RunAsync(ProcessStartInfo start, CancellationToken cancelled)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancelled);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return new Session(process.ExitCode, await output, await errors);
    }
}
