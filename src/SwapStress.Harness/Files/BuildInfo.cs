using System.Reflection;

namespace SwapStress.Harness.Files;

/// <summary>Which build of this program this is.</summary>
internal static class BuildInfo
{
    private static readonly string[] Parts = (
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0.0.0"
    ).Split('+', 2);

    public static string Version => Parts[0];

    /// <summary>The commit it was built from, or null if it was not built in a git checkout.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1] : null;

    /// <summary>Whether files of the checkout had been changed since that commit.</summary>
    public static bool IsDirty { get; } =
        typeof(BuildInfo)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Any(data => data is { Key: "Dirty", Value: "true" });

    /// <summary>Version and commit for people: "0.2.0-alpha.0.3, commit 0123456789ab", with "+dirty" after changes.</summary>
    public static string Text =>
        Commit is { } commit
            ? $"{Version}, commit {commit[..Math.Min(commit.Length, 12)]}{(IsDirty ? "+dirty" : "")}"
            : Version;
}
