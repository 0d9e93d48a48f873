using Microsoft.Win32.SafeHandles;
using SwapStress.Primitives;

namespace SwapStress.Store.Zram;

/// <summary>
/// A file as zram's backing device. Its first page is a header that says whose it is, so that only an empty file, or one
/// that was a backing file before, is ever written to. Closed, it keeps the header and nothing else.
/// </summary>
public sealed class BackingFile : BackingDevice
{
    private readonly SafeFileHandle _file;

    /// <summary>Opens the file, which is made if it does not exist, for one device.</summary>
    /// <param name="path">The file. Its directory must exist.</param>
    /// <param name="pageCount">Pages that it has room for; the host gives space only to those written.</param>
    /// <exception cref="BackingFileException">It cannot be a backing file; one line says why, and what would do.</exception>
    public BackingFile(string path, uint pageCount)
        : base(checked(pageCount + 1))
    {
        _file = BackingFileHeader.Open(path);
        try
        {
            RandomAccess.SetLength(_file, OffsetOf(BlockCount));
        }
        catch (IOException exception)
        {
            _file.Dispose();
            throw new BackingFileException($"{path} cannot have {BlockCount} pages: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public override void Read(uint block, Span<byte> page)
    {
        long offset = OffsetOf(block);
        while (page.Length > 0)
        {
            int count = RandomAccess.Read(_file, page, offset);
            if (count == 0)
                throw new EndOfStreamException($"Block {block} lies beyond the end of the backing file.");
            page = page[count..];
            offset += count;
        }
    }

    /// <inheritdoc/>
    public override void Write(uint block, ReadOnlySpan<byte> page) => RandomAccess.Write(_file, page, OffsetOf(block));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            // The pages mean nothing without the slots that named them.
            if (!_file.IsClosed)
                RandomAccess.SetLength(_file, OffsetOf(1));
        }
        catch (IOException)
        {
            // It stays as long as it is, with its header: the next device takes it as well.
        }
        _file.Dispose();
        base.Dispose(disposing);
    }

    private static long OffsetOf(uint block) => (long)block << PageSize.Shift;
}
