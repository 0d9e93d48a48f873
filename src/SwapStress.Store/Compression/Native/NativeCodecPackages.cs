namespace SwapStress.Store.Compression.Native;

/// <summary>How the native codecs' libraries come to a machine.</summary>
public static class NativeCodecPackages
{
    /// <summary>The command that installs them here, for an administrator; null where nobody has one.</summary>
    public static string? InstallCommand { get; } =
        OperatingSystem.IsMacOS() ? "brew install lz4 zstd"
        : OperatingSystem.IsLinux() ? InstallCommandFor(OsRelease())
        : null;

    /// <summary>What to do about a missing library, without the end of the sentence.</summary>
    internal static string Advice { get; } =
        InstallCommand is { } command ? $"'{command}' installs it"
        : OperatingSystem.IsWindows() ? "put it beside the program or on PATH"
        : "install the system's package of it";

    /// <summary>The command of a Linux distribution.</summary>
    /// <param name="osRelease">The lines of its os-release.</param>
    internal static string? InstallCommandFor(IEnumerable<string> osRelease)
    {
        string[] names =
        [
            .. osRelease
                .Where(line =>
                    line.StartsWith("ID=", StringComparison.Ordinal)
                    || line.StartsWith("ID_LIKE=", StringComparison.Ordinal)
                )
                .SelectMany(line =>
                    line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\'').Split(' ')
                ),
        ];
        return names switch
        {
            _ when names.Any(name => name is "debian" or "ubuntu") => "apt install liblz4-1 libzstd1",
            _ when names.Any(name => name is "fedora" or "rhel") => "dnf install lz4-libs libzstd",
            _ when names.Any(name => name is "suse" or "opensuse") => "zypper install liblz4-1 libzstd1",
            _ when names.Contains("arch") => "pacman -S lz4 zstd",
            _ when names.Contains("alpine") => "apk add lz4-libs zstd-libs",
            _ => null,
        };
    }

    private static string[] OsRelease()
    {
        try
        {
            return File.ReadAllLines("/etc/os-release");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
