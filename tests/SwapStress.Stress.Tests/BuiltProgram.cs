using System.Diagnostics;

namespace SwapStress.Stress.Tests;

/// <summary>
/// The program in a process of its own: whether schedule points are compiled in is decided once for a process, and the
/// tests' own has none.
/// </summary>
internal static class BuiltProgram
{
    public static Task<Session> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(Start(arguments), TestContext.Current.CancellationToken);

    /// <summary>What starts it.</summary>
    public static ProcessStartInfo Start(params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        Assert.SkipUnless(
            Path.IsPathRooted(host) || ChildProcess.IsThere(host),
            "skipped: there is no dotnet on PATH."
        );
        return new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "swapstress.dll"), .. arguments]);
    }
}
