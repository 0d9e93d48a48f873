using System.Text.Json;
using SwapStress.Harness.Files;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>The file of <c>--trace</c>: whole at any time, and written again with each round that adds windows.</summary>
internal sealed class TraceFile
{
    private readonly TraceDocument _document;

    private TraceFile(string path, TraceDocument document)
    {
        Path = path;
        _document = document;
    }

    /// <summary>Whether a run that goes on can add its windows to what is there.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <exception cref="UsageException">It is none that swapstress wrote.</exception>
    /// <exception cref="EnvironmentException">It cannot be read.</exception>
    public static void CheckResumable(string path) => Read(path);

    /// <summary>The windows of a file that an earlier part of a run wrote stay; any other file is replaced.</summary>
    /// <param name="resumes">Whether an earlier part may have written it.</param>
    /// <exception cref="UsageException">An earlier part cannot have written what is there.</exception>
    /// <exception cref="EnvironmentException">It cannot be read or written.</exception>
    public static TraceFile Open(string path, bool resumes)
    {
        var file = new TraceFile(path, resumes ? Read(path) : new TraceDocument());
        // A run of hours whose trace cannot be written should say so before.
        file.OrThrow(() => Probe(path));
        return file;
    }

    public string Path { get; }

    /// <summary>Windows in it, those of earlier parts of the run included.</summary>
    public int Count => _document.Count;

    /// <summary>Adds what a round has and the file has not; does not write it.</summary>
    /// <param name="round">The round, from 0.</param>
    /// <param name="windows">Those of the strategy's region so far.</param>
    public bool Add(string label, int round, IReadOnlyList<LossWindow> windows) => _document.Add(label, round, windows);

    /// <summary>Adds a window of a program that was explored: its steps are counted, and each takes 1 us of the trace.</summary>
    /// <param name="style">How its threads are called.</param>
    /// <param name="label">The program and its strategy.</param>
    public void Add(LossWindow window, InterleavingStyle style, string label, string schedule) =>
        _document.Add(window, new TraceStyle(UsPerTime: 1, style), label, $"schedule {schedule}");

    /// <summary>Writes all of it, durably.</summary>
    /// <exception cref="IOException">It cannot be written; the earlier one is as it was.</exception>
    public void Write() => DurableFiles.Replace(Path, _document.WriteTo);

    /// <summary>The same, for who has nothing else to do.</summary>
    /// <exception cref="EnvironmentException">It cannot be written; the earlier one is as it was.</exception>
    public void WriteOrThrow() => OrThrow(Write);

    /// <summary>Finds out whether the file can be written, and leaves what is there as it is.</summary>
    private static void Probe(string path)
    {
        string draft = path + DurableFiles.DraftSuffix;
        File.Create(draft).Dispose();
        File.Delete(draft);
    }

    private void OrThrow(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (DurableFiles.IsFailure(exception))
        {
            throw new EnvironmentException(
                $"cannot write --trace {Path}: {exception.Message}; name another file",
                exception
            );
        }
    }

    private static TraceDocument Read(string path)
    {
        try
        {
            return File.Exists(path) ? TraceDocument.Parse(File.ReadAllBytes(path)) : new TraceDocument();
        }
        catch (JsonException exception)
        {
            throw new UsageException(
                $"--trace {path} is no trace that swapstress wrote, and --resume adds to one; name another file",
                exception
            );
        }
        catch (Exception exception) when (DurableFiles.IsFailure(exception))
        {
            throw new EnvironmentException(
                $"cannot read --trace {path}: {exception.Message}; name another file",
                exception
            );
        }
    }
}
