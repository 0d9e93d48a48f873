using SwapStress.Harness.Files;
using SwapStress.Harness.Runs;

namespace SwapStress.Harness.Results;

/// <summary>
/// The lines of a run's rounds, each durable when it was appended, in files of bounded size: a full rounds.jsonl becomes
/// rounds.1.jsonl, that becomes rounds.2.jsonl, and so on; the oldest is deleted when <see cref="DroppedRounds"/> has its sums.
/// </summary>
/// <remarks>
/// Whatever a kill leaves undone is no loss: a gap in the numbers is filled by the next rotation, a missing rounds.jsonl is
/// created again, and rounds whose sums are written are not counted again from a file that was not deleted yet.
/// </remarks>
internal sealed class RoundsLog : IDisposable
{
    /// <summary>A rotation that failed is tried again when the file has grown by this part of its size.</summary>
    private const int RetryFraction = 16;

    private readonly string _directory;
    private readonly long _fileBytesMax;
    private readonly Action<string>? _afterStep;
    private FileStream? _file;
    private long _length;
    private long _rotateAt;

    private RoundsLog(string directory, long fileBytesMax, Action<string>? afterStep)
    {
        _directory = directory;
        _fileBytesMax = fileBytesMax;
        _rotateAt = fileBytesMax;
        _afterStep = afterStep;
    }

    /// <summary>Opens the lines of a run, new or earlier ones; a line that a kill cut short is removed.</summary>
    /// <param name="fileBytesMax">A file does not get larger, unless a single line is.</param>
    /// <param name="afterStep">Called after each step that a kill can fall behind.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static RoundsLog Open(string directory, long fileBytesMax, Action<string>? afterStep = null)
    {
        var log = new RoundsLog(directory, fileBytesMax, afterStep);
        log.OpenCurrent();
        DurableFiles.FlushDirectory(directory);
        return log;
    }

    /// <summary>Whether the file has no room for so many bytes more.</summary>
    public bool IsFullFor(int bytes) => _length > 0 && _length + bytes > _rotateAt;

    /// <summary>Appends one line, durably.</summary>
    /// <exception cref="IOException">It cannot be written; then nothing of it is there.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        FileStream file = _file ?? OpenCurrent();
        try
        {
            // After a failure that left half a line.
            if (file.Length != _length)
                file.SetLength(_length);
            file.Position = _length;
            file.Write(line);
            _afterStep?.Invoke("write");
            DurableFiles.Flush(file);
            _length += line.Length;
        }
        catch (Exception exception) when (DurableFiles.IsFailure(exception))
        {
            TryCut(file);
            throw;
        }
        _afterStep?.Invoke("append");
    }

    /// <summary>Begins a new file; the others get the next number.</summary>
    /// <exception cref="IOException">It cannot be done; the lines go on where they are.</exception>
    public void Rotate()
    {
        _rotateAt = _length + (_fileBytesMax / RetryFraction);
        int free = Enumerable
            .Range(1, RoundsFiles.NumberMax)
            .FirstOrDefault(number => !File.Exists(RoundsFiles.PathOf(_directory, number)));
        if (free == 0)
        {
            free = RoundsFiles.NumberMax;
            Drop(RoundsFiles.PathOf(_directory, free));
        }
        _file?.Dispose();
        _file = null;
        for (int number = free - 1; number >= 0; number--)
        {
            string from = RoundsFiles.PathOf(_directory, number);
            if (!File.Exists(from))
                continue;
            File.Move(from, RoundsFiles.PathOf(_directory, number + 1));
            _afterStep?.Invoke("rename");
        }
        OpenCurrent();
        DurableFiles.FlushDirectory(_directory);
        _rotateAt = _fileBytesMax;
        _afterStep?.Invoke("create");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    /// <summary>First the sums, then the file: a kill in between leaves both, and the sums say which rounds they have.</summary>
    private void Drop(string oldest)
    {
        IReadOnlyDictionary<string, RoundSums> sums = DroppedRounds.Read(_directory);
        DroppedRounds.Write(_directory, RoundLines.AddUp(RoundLines.Parse(SharedFile.ReadLines(oldest)), sums));
        _afterStep?.Invoke("sums");
        File.Delete(oldest);
        _afterStep?.Invoke("delete");
    }

    private FileStream OpenCurrent()
    {
        _file = new FileStream(
            RoundsFiles.PathOf(_directory, 0),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.Read,
            bufferSize: 0
        );
        _length = EndOfLastLine(_file);
        _file.SetLength(_length);
        return _file;
    }

    private void TryCut(FileStream file)
    {
        try
        {
            file.SetLength(_length);
        }
        catch (Exception exception) when (DurableFiles.IsFailure(exception))
        {
            // The next line is written after another attempt.
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        var block = new byte[4096];
        for (long end = file.Length; end > 0; )
        {
            int count = (int)Math.Min(end, block.Length);
            file.Position = end - count;
            file.ReadExactly(block, 0, count);
            int newLine = block.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (newLine >= 0)
                return end - count + newLine + 1;
            end -= count;
        }
        return 0;
    }
}
