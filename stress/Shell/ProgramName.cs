using System.Reflection;

namespace SwapStress.Stress.Shell;

/// <summary>How this user starts the program: commands that are printed begin so, and can be typed again.</summary>
internal static class ProgramName
{
    /// <summary>The program on PATH.</summary>
    public const string Installed = "swapstress";

    /// <summary>Set by the scripts that start it: how they were called.</summary>
    public const string Variable = "SWAPSTRESS_TYPED";

    /// <summary>What comes before the verb.</summary>
    public static string Typed { get; } =
        // The tests' own process is none of the program's.
        Assembly.GetEntryAssembly() == typeof(ProgramName).Assembly
            ? Of(
                Environment.GetEnvironmentVariable,
                Environment.ProcessPath ?? Installed,
                typeof(ProgramName).Assembly.Location,
                ParentArguments(),
                Environment.CurrentDirectory
            )
            : Installed;

    /// <summary>The same for any process.</summary>
    /// <param name="parent">The command line of the process that started it; empty if that is not known.</param>
    internal static string Of(
        Func<string, string?> variable,
        string host,
        string assembly,
        IReadOnlyList<string> parent,
        string directory
    )
    {
        if (variable(Variable) is { Length: > 0 } typed)
            return typed;
        // dotnet run -c Release --project stress -- explore
        int end = parent.ToList().IndexOf("--");
        if (parent is [var program, "run", ..] && IsDotnet(program) && end > 0)
            return $"dotnet {string.Join(' ', parent.Take(end + 1).Skip(1).Select(Quote))}";
        string[] path = (variable("PATH") ?? "").Split(Path.PathSeparator);
        if (!IsDotnet(host) && path.Contains(Path.GetDirectoryName(host), StringComparer.Ordinal))
            return Path.GetFileName(host);
        return IsDotnet(host) ? $"dotnet {Shortened(assembly, directory)}" : Shortened(host, directory);
    }

    private static bool IsDotnet(string path) =>
        string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.OrdinalIgnoreCase);

    private static string Shortened(string path, string directory)
    {
        string below = Path.GetRelativePath(directory, path);
        return Quote(
            below.StartsWith("..", StringComparison.Ordinal) ? path
            : below.Contains(Path.DirectorySeparatorChar) ? below
            : Path.Combine(".", below)
        );
    }

    private static string Quote(string argument) => argument.Contains(' ') ? $"\"{argument}\"" : argument;

    private static string[] ParentArguments()
    {
        const string Key = "PPid:";
        try
        {
            string? parent = File.ReadLines("/proc/self/status")
                .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
            return parent is null
                ? []
                : File.ReadAllText($"/proc/{parent[Key.Length..].Trim()}/cmdline").TrimEnd('\0').Split('\0');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No Linux, or a parent that is gone.
            return [];
        }
    }
}
