using SwapStress.Harness.Files;

namespace SwapStress.Harness.Content;

/// <summary>Reads the files that fill the pages.</summary>
internal static class ContentFiles
{
    /// <summary>Bytes kept at most; a larger region starts from the first again.</summary>
    public const int BytesMax = 256 << 20;

    /// <summary>The runtime's own files: System.Private.CoreLib.dll, then its neighbours by name.</summary>
    /// <exception cref="EnvironmentException">The runtime has no files of its own here.</exception>
    public static byte[] ReadRuntime(long wanted)
    {
        string coreLib = typeof(object).Assembly.Location;
        string? directory = Path.GetDirectoryName(coreLib);
        if (string.IsNullOrEmpty(directory))
            throw new EnvironmentException(
                "the runtime's files cannot be found for --content runtime; write --content random or file:PATH"
            );
        IEnumerable<string> neighbours = Directory
            .EnumerateFiles(directory, "*.dll")
            .Where(path => path != coreLib)
            .Order(StringComparer.Ordinal);
        try
        {
            return Read([coreLib, .. neighbours], wanted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException(
                $"cannot read the runtime's files for --content runtime: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>One file of the user's.</summary>
    /// <exception cref="UsageException">Not a file, empty or unreadable.</exception>
    public static byte[] ReadUserFile(string path, long wanted)
    {
        string? problem = FileKinds.Of(path) switch
        {
            FileKind.None => "there is no such file",
            FileKind.Directory => "is a directory",
            // It may wait for ever, and who resumes the run could not read the same again.
            FileKind.Special => "is no ordinary file",
            _ => null,
        };
        if (problem is not null)
            throw new UsageException($"--content file:{path}: {problem}; name a file with data");
        byte[] bytes;
        try
        {
            bytes = Read([path], wanted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--content file:{path} cannot be read: {exception.Message}", exception);
        }
        return bytes.Length > 0
            ? bytes
            : throw new UsageException($"--content file:{path} is empty; name a file with data");
    }

    private static byte[] Read(IReadOnlyList<string> paths, long wanted)
    {
        int limit = (int)Math.Min(wanted, BytesMax);
        // Read to its place: a region's worth of content is the most that a small machine has twice.
        byte[] bytes = new byte[Math.Min(limit, paths.Sum(path => new FileInfo(path).Length))];
        int length = 0;
        foreach (string path in paths)
        {
            if (length == bytes.Length)
                break;
            using FileStream file = File.OpenRead(path);
            length += file.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false);
        }
        return length == bytes.Length ? bytes : bytes[..length];
    }
}
