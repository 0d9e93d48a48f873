using System.Runtime.InteropServices;

namespace SwapStress.Store.Compression.Native;

/// <summary>
/// A C library loaded for the life of the process: contexts hold its functions, so it is never unloaded.
/// </summary>
internal sealed class SharedLibrary
{
    private readonly nint _handle;

    private SharedLibrary(nint handle) => _handle = handle;

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
