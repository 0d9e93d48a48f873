using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SwapStress.Harness.Files;

/// <summary>Changes of files that a kill or a power cut leaves either whole or undone.</summary>
internal static partial class DurableFiles
{
    /// <summary>The end of the name of a file that is being written: one that no file of the user's has.</summary>
    public const string DraftSuffix = ".swapstress.tmp";

    private const int Interrupted = 4;
    private const int InvalidArgument = 22;

    /// <summary>Writes a file under another name first: nobody ever sees half of it.</summary>
    /// <exception cref="IOException">It cannot be written; the earlier one is as it was.</exception>
    public static void Replace(string path, Action<FileStream> write)
    {
        string draft = path + DraftSuffix;
        try
        {
            using (FileStream file = File.Create(draft))
            {
                write(file);
                Flush(file);
            }
            FileReplacement.Move(draft, path);
        }
        catch
        {
            TryDelete(draft);
            throw;
        }
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>
    /// Whether the system refused a file. What goes beyond RLIMIT_FSIZE (EFBIG) .NET takes for a wrong argument.
    /// </summary>
    public static bool IsFailure(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>Returns when what was written to a file is on its disk.</summary>
    /// <remarks>
    /// On Linux .NET's own flush swallows the error, and the kernel tells each error to one caller only: so it must not be
    /// called first.
    /// </remarks>
    /// <exception cref="IOException">It may not be there.</exception>
    public static void Flush(FileStream file)
    {
        if (OperatingSystem.IsLinux())
        {
            file.Flush();
            Flush(file.SafeFileHandle);
        }
        else
        {
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>
    /// Makes renamed, created and deleted files durable, where the system can: a kill does not need it, a power cut does.
    /// </summary>
    /// <exception cref="IOException">They may not be on disk.</exception>
    public static void FlushDirectory(string directory)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        using SafeFileHandle handle = Open(Encoding.UTF8.GetBytes(directory + '\0'), flags: 0);
        if (handle.IsInvalid)
            throw Failure($"cannot open {directory} to flush it", Marshal.GetLastPInvokeError());
        Flush(handle);
    }

    /// <summary>Deletes what a failed write left, if that can be done.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Half a file under a name that nobody reads.
        }
    }

    internal static void Flush(SafeFileHandle handle)
    {
        while (Fsync(handle) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            // A pipe or a device has nothing to flush.
            if (error == InvalidArgument)
                return;
            if (error != Interrupted)
                throw Failure("fsync", error);
        }
    }

    private static IOException Failure(string what, int error) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle descriptor);
}
