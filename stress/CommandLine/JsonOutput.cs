using SwapStress.Harness;

namespace SwapStress.Cli.CommandLine;

/// <summary>Writes what <c>--json</c> asks for.</summary>
internal static class JsonOutput
{
    /// <summary>Writes a document and a line end.</summary>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static async Task WriteAsync(string file, string document)
    {
        try
        {
            await File.WriteAllTextAsync(file, document + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"--json {file} cannot be written: {exception.Message}", exception);
        }
    }
}
