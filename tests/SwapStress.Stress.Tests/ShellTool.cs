using SwapStress.Testing;

namespace SwapStress.Stress.Tests;

/// <summary>A shell script that stands for a command of the machine's.</summary>
internal static class ShellTool
{
    /// <summary>Writes it, executable, under the directory.</summary>
    public static void Write(TestDirectory directory, string path, string body)
    {
        directory.With(path, $"#!/bin/sh\nset -e\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                directory[path],
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
