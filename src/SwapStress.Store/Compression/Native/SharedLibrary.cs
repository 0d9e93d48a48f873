using System.Runtime.InteropServices;

namespace SwapStress.Store.Compression.Native;

/// <summary>
/// A C library loaded for the life of the process: contexts hold its functions, so it is never unloaded.
/// </summary>
internal sealed class SharedLibrary
{
    private readonly nint _handle;

    private SharedLibrary(nint handle) => _handle = handle;

    /// <summary>
    /// File names of a library of C on this system: Debian's and Fedora's, Homebrew's (which the loader of macOS does not
    /// search on Apple's processors), those of Windows builds (vcpkg, MSYS2, the projects' own).
    /// </summary>
    public static IReadOnlyList<string> NamesOf(string name) =>
        OperatingSystem.IsWindows() ? [$"lib{name}.dll", $"{name}.dll"]
        : OperatingSystem.IsMacOS() ? [$"lib{name}.1.dylib", $"lib{name}.dylib", $"/opt/homebrew/lib/lib{name}.1.dylib"]
        : [$"lib{name}.so.1"];

    /// <summary>Loads the first of <paramref name="names"/> that the host's loader finds.</summary>
    public static SharedLibrary? TryLoad(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
                return new SharedLibrary(handle);
        }
        return null;
    }

    /// <summary>The address of a function that every version of the library has.</summary>
    /// <exception cref="EntryPointNotFoundException">This one has not.</exception>
    public nint Function(string name) => NativeLibrary.GetExport(_handle, name);
}
