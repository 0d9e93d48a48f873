using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SwapStress.Harness.Files;

/// <summary>
/// Puts a file in the place of another in one step, while others may read that one: they keep what they opened.
/// </summary>
internal static unsafe partial class FileReplacement
{
    // FileRenameInfoEx with FILE_RENAME_FLAG_REPLACE_IF_EXISTS and FILE_RENAME_FLAG_POSIX_SEMANTICS; DELETE.
    private const int RenameInfoEx = 22;
    private const uint ReplaceAsPosix = 1 | 2;
    private const uint DeleteAccess = 0x0001_0000;
    private const uint ShareAll = 1 | 2 | 4;
    private const uint OpenExisting = 3;

    // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS
    private static readonly int[] InUse = [5, 32, 80, 183];

    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Replaces a file, or makes it.</summary>
    /// <param name="draft">The file that is moved.</param>
    /// <param name="path">Where to, in the same directory.</param>
    /// <exception cref="IOException">It cannot be done; both are as they were.</exception>
    public static void Move(string draft, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.Move(draft, path, overwrite: true);
            return;
        }
        // Somebody who reads it without sharing it, a virus scanner say, is done soon.
        for (int attempt = 1; !TryRename(draft, path); attempt++)
        {
            try
            {
                // Older systems, and file systems other than NTFS, know no such rename. Theirs replaces no file that is
                // read; this does, in two steps.
                if (File.Exists(path))
                    File.Replace(draft, path, destinationBackupFileName: null);
                else
                    File.Move(draft, path);
                return;
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException
                    && InUse.Contains(exception.HResult & 0xFFFF)
                    && attempt < Attempts
                )
            {
                Thread.Sleep(Pause);
            }
        }
    }

    [SupportedOSPlatform("windows")]
    private static bool TryRename(string draft, string path)
    {
        using SafeFileHandle file = Open(draft, DeleteAccess, ShareAll, 0, OpenExisting, 0, 0);
        if (file.IsInvalid)
            return false;
        string name = Path.GetFullPath(path);
        // FILE_RENAME_INFO: flags, root directory, length of the name in bytes, the name.
        int bytes = sizeof(RenameHead) + ((name.Length + 1) * sizeof(char));
        var info = (RenameHead*)NativeMemory.AllocZeroed((nuint)bytes);
        try
        {
            *info = new RenameHead { Flags = ReplaceAsPosix, NameBytes = (uint)(name.Length * sizeof(char)) };
            name.CopyTo(new Span<char>(&info->FirstOfName, name.Length));
            return SetInformation(file, RenameInfoEx, info, (uint)bytes);
        }
        finally
        {
            NativeMemory.Free(info);
        }
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle Open(
        string path,
        uint access,
        uint share,
        nint security,
        uint creation,
        uint flags,
        nint template
    );

    [LibraryImport("kernel32", EntryPoint = "SetFileInformationByHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformation(SafeFileHandle file, int kind, RenameHead* info, uint bytes);

    [StructLayout(LayoutKind.Sequential)]
    private struct RenameHead
    {
        public uint Flags;
        public nint RootDirectory;
        public uint NameBytes;
        public char FirstOfName;
    }
}
