using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace SwapStress.Stress.Explore;

/// <summary>
/// A search in a process of its own: whether a process explores is decided when it starts, and a run does not.
/// </summary>
internal static class ExploreProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What a search found.</summary>
    /// <param name="Preemptions">Preemptions of the losing one.</param>
    internal sealed record Found(string Outcome, long Schedules, int Preemptions, string Replay);

    /// <summary>
    /// Searches; null if nothing was found in time, or this is not the program's own process. It is an extra of a run that has
    /// its results: what hinders it is told, and changes nothing else.
    /// </summary>
    /// <param name="arguments">What comes after the verb.</param>
    /// <param name="warn">Hears why it cannot be made, in one line.</param>
    [SuppressMessage("Design", "CA1031", Justification = "An extra never ends a run; it is told.")]
    public static Found? Search(IEnumerable<string> arguments, Action<string> warn)
    {
        if (Environment.ProcessPath is not { } host || Assembly.GetEntryAssembly() != typeof(ExploreProcess).Assembly)
            return null;
        string? json = null;
        try
        {
            json = Path.GetTempFileName();
            var start = new ProcessStartInfo(host)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            // Started as "dotnet swapstress.dll", the program is dotnet's first argument.
            if (string.Equals(Path.GetFileNameWithoutExtension(host), "dotnet", StringComparison.OrdinalIgnoreCase))
                start.ArgumentList.Add(typeof(ExploreProcess).Assembly.Location);
            start.ArgumentList.Add(ExploreVerb.Verb);
            foreach (string argument in (IEnumerable<string>)[.. arguments, "--duration", "10s", "--json", json])
                start.ArgumentList.Add(argument);
            return Run(start) ? Read(json) : null;
        }
        catch (Exception exception)
        {
            warn($"the operations of the first loss are not explored: {exception.Message}");
            return null;
        }
        finally
        {
            if (json is not null)
                Delete(json);
        }
    }

    private static void Delete(string json)
    {
        try
        {
            File.Delete(json);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays where temporary files are cleaned up.
        }
    }

    private static bool Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        // Read, so that it never waits for room in a pipe.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(Patience))
            return true;
        process.Kill();
        process.WaitForExit();
        return false;
    }

    private static Found? Read(string json)
    {
        string text = File.ReadAllText(json);
        if (text.Length == 0)
            return null;
        using JsonDocument document = JsonDocument.Parse(text);
        foreach (JsonElement row in document.RootElement.GetProperty("rows").EnumerateArray())
        {
            if (row.GetProperty("found").GetBoolean())
                return new Found(
                    row.GetProperty("outcome").GetString()!,
                    row.GetProperty("schedules").GetInt64(),
                    row.GetProperty("preemptions").GetInt32(),
                    row.GetProperty("replay").GetString()!
                );
        }
        return null;
    }
}
