using System.Diagnostics;

namespace SwapStress.Stress.Tests;

/// <summary>
/// The program in a process of its own: whether schedule points are compiled in is decided once for a process, and the
/// tests' own has none.
/// </summary>
internal static class BuiltProgram
{
    public static async Task<Session> RunAsync(params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "swapstress.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancelled);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return new Session(process.ExitCode, await output, await errors);
    }
}
