namespace SwapStress.Harness.Content;

/// <summary>Reads the files that fill the pages.</summary>
internal static class ContentFiles
{
    /// <summary>Bytes kept at most; a larger region starts from the first again.</summary>
    private const int BytesMax = 256 << 20;

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
            return Read(neighbours.Prepend(coreLib), wanted);
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
        if (!File.Exists(path))
            throw new UsageException($"--content file:{path}: no such file");
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

    private static byte[] Read(IEnumerable<string> paths, long wanted)
    {
        int limit = (int)Math.Min(wanted, BytesMax);
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        foreach (string path in paths)
        {
            if (bytes.Length >= limit)
                break;
            using FileStream file = File.OpenRead(path);
            int count;
            while (
                bytes.Length < limit
                && (count = file.Read(buffer, 0, (int)Math.Min(buffer.Length, limit - bytes.Length))) > 0
            )
                bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }
}
