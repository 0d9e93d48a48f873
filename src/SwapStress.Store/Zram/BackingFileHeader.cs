using Microsoft.Win32.SafeHandles;
using SwapStress.Primitives;

namespace SwapStress.Store.Zram;

/// <summary>The first page of a <see cref="BackingFile"/>, which tells it from a file that somebody needs.</summary>
internal static class BackingFileHeader
{
    private static ReadOnlySpan<byte> Magic => "SwapStress backing file 1\n"u8;

    /// <summary>Opens a file that is empty, does not exist, or has the header; and sees to it that it has one.</summary>
    /// <exception cref="BackingFileException">Any other.</exception>
    public static SafeFileHandle Open(string path)
    {
        SafeFileHandle? file = null;
        try
        {
            // Nobody else may have it: two devices would write over each other's pages.
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Claim(file, path);
            return file;
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (exception is BackingFileException)
                throw;
            if (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
                throw new BackingFileException(
                    $"{path} cannot be opened ({exception.Message.TrimEnd('.')}); name a file that you may write, in a "
                        + "directory that exists",
                    exception
                );
            throw;
        }
    }

    private static void Claim(SafeFileHandle file, string path)
    {
        // A block device says that it has no length, so what counts is what can be read.
        if (HasMagic(file, out int found))
            return;
        if (found > 0)
            throw new BackingFileException(
                $"{path} has other contents, which would be overwritten; name a new file, or delete this one first"
            );
        byte[] header = new byte[PageSize.Bytes];
        Magic.CopyTo(header);
        RandomAccess.Write(file, header, fileOffset: 0);
        if (!HasMagic(file, out _))
            throw new BackingFileException($"{path} keeps nothing that is written to it; name an ordinary file");
    }

    private static bool HasMagic(SafeFileHandle file, out int found)
    {
        Span<byte> start = stackalloc byte[Magic.Length];
        found = RandomAccess.Read(file, start, fileOffset: 0);
        return start[..found].SequenceEqual(Magic);
    }
}
