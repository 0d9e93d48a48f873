using SwapStress.Harness.Files;

namespace SwapStress.Harness.Results;

/// <summary>
/// The lines of a run's intervals, in two files at most: a full intervals.jsonl replaces intervals.1.jsonl. At a line of some
/// 300 bytes each half minute that takes months.
/// </summary>
/// <param name="fileBytesMax">The file is full when it has so many.</param>
internal sealed class IntervalsLog(string directory, long fileBytesMax)
{
    public const string Current = "intervals.jsonl";
    public const string Earlier = "intervals.1.jsonl";

    private readonly string _path = Path.Combine(directory, Current);

    /// <summary>Appends a line.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        var file = new FileInfo(_path);
        if (file.Exists && file.Length > 0 && file.Length + line.Length > fileBytesMax)
            FileReplacement.Move(_path, Path.Combine(directory, Earlier));
        using var stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        stream.Write(line);
    }
}
