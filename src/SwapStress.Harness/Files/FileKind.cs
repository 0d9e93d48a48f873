using System.Runtime.InteropServices;
using System.Text;

namespace SwapStress.Harness.Files;

/// <summary>What a path leads to, symbolic links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing, or nothing that can be looked at.</summary>
    None,

    /// <summary>A file with bytes, which ends.</summary>
    Regular,

    Directory,

    /// <summary>A FIFO, a socket or a device: to open it may wait for somebody, and to rename over it takes it away.</summary>
    Special,
}

/// <summary>Tells what kind of file a path leads to without opening it: .NET takes a FIFO for a file.</summary>
internal static partial class FileKinds
{
    // struct statx of linux/stat.h, the same on every architecture.
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;
    private const int CurrentDirectory = -100;
    private const uint WantType = 1;
    private const int TypeMask = 0xF000;
    private const int TypeDirectory = 0x4000;
    private const int TypeRegular = 0x8000;

    /// <summary>The kind of what is there now.</summary>
    public static FileKind Of(string path)
    {
        if (!Path.Exists(path))
            return FileKind.None;
        if (!OperatingSystem.IsLinux())
            return Directory.Exists(path) ? FileKind.Directory : FileKind.Regular;
        Span<byte> status = stackalloc byte[StatxBytes];
        if (Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, WantType, status) != 0)
            return FileKind.None;
        return (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeMask) switch
        {
            TypeRegular => FileKind.Regular,
            TypeDirectory => FileKind.Directory,
            _ => FileKind.Special,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int Statx(int directory, byte[] path, int flags, uint mask, Span<byte> status);
}
