namespace SwapStress.Harness.Files;

/// <summary>
/// Reads files of results beside a run that goes on there: Windows lets nobody write, rename or replace a file that is
/// read without leave to do so.
/// </summary>
internal static class SharedFile
{
    /// <summary>Opens a file; a run may append to it, rename it and replace it meanwhile.</summary>
    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    public static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(Open(path));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
