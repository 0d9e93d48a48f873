using System.Runtime.InteropServices;
using System.Text;

namespace SwapStress.Harness.Results;

/// <summary>Changes of files that a kill or a power cut leaves either whole or undone.</summary>
internal static partial class DurableFiles
{
    /// <summary>The end of the name of a file that is being written.</summary>
    public const string DraftSuffix = ".tmp";

    /// <summary>Writes a file under another name first: nobody ever sees half of it.</summary>
    /// <exception cref="IOException">It cannot be written; the earlier one is as it was.</exception>
    public static void Replace(string path, Action<FileStream> write)
    {
        string draft = path + DraftSuffix;
        using (FileStream file = File.Create(draft))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }
        FileReplacement.Move(draft, path);
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>
    /// Makes renamed, created and deleted files durable, where the system can: a kill does not need it, a power cut does.
    /// </summary>
    public static void FlushDirectory(string directory)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        int descriptor = Open(Encoding.UTF8.GetBytes(directory + '\0'), flags: 0);
        if (descriptor < 0)
            return;
        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open")]
    private static partial int Open(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
