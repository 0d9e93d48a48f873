namespace SwapStress.Harness.Files;

/// <summary>
/// A file that an option names and that is written when the work is done: opened before it begins, so that hours are not
/// spent on what cannot be written. It is whole, or what was there stays; a FIFO or a device gets what is written at once.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _option;
    private readonly string _path;
    private readonly string? _draft;
    private readonly FileStream _file;

    private OutputFile(string option, string path)
    {
        _option = option;
        // A link stays, and what it leads to is replaced.
        _path =
            !IsWrittenInPlace(path) && File.Exists(path)
                ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path
                : path;
        _draft = IsWrittenInPlace(path) ? null : _path + DurableFiles.DraftSuffix;
        _file = _draft is null
            ? new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
            : File.Create(_draft);
    }

    /// <summary>Whether a rename would take away what is there, such as <c>/dev/stdout</c>.</summary>
    public static bool IsWrittenInPlace(string path) =>
        FileKinds.Of(path) == FileKind.Special
        || path.StartsWith("/proc/", StringComparison.Ordinal)
        || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || path.StartsWith("/dev/std", StringComparison.Ordinal);

    /// <summary>Opens it. A FIFO that nobody reads yet is waited for, as by everybody else.</summary>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public static OutputFile Open(string option, string path) =>
        OrThrow(option, path, () => new OutputFile(option, path));

    /// <summary>Writes it, once.</summary>
    /// <exception cref="EnvironmentException">It cannot be written; an earlier one is as it was.</exception>
    public void Write(Action<Stream> write) =>
        OrThrow(
            _option,
            _path,
            () =>
            {
                write(_file);
                DurableFiles.Flush(_file);
                _file.Dispose();
                if (_draft is not null)
                    FileReplacement.Move(_draft, _path);
                return true;
            }
        );

    /// <summary>Closes it; without <see cref="Write"/> nothing has changed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (_draft is not null)
            DurableFiles.TryDelete(_draft);
    }

    private static T OrThrow<T>(string option, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (DurableFiles.IsFailure(exception))
        {
            throw new EnvironmentException(
                $"{option} {path} cannot be written: {exception.Message}; name another file",
                exception
            );
        }
    }
}
