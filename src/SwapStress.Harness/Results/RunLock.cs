namespace SwapStress.Harness.Results;

/// <summary>
/// Says that a process writes to a results directory: an exclusive lock of a file (flock(2)), which ends with its process
/// however that ends.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>The file; a killed process leaves it there, unlocked.</summary>
    public const string FileName = "run.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="UsageException">Another process, or another run of this one, has it.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static RunLock Take(string directory)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            return new RunLock(
                new FileStream(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 0,
                    FileOptions.DeleteOnClose
                )
            );
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            throw new UsageException(
                $"{directory} is in use by a run that is still going on; wait for its end",
                exception
            );
        }
    }

    /// <summary>Gives it back, and deletes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsSharingViolation(IOException exception) =>
        exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
