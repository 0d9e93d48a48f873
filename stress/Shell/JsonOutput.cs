using System.Text;
using SwapStress.Harness;
using SwapStress.Harness.Files;

namespace SwapStress.Stress.Shell;

/// <summary>What <c>--json</c> asks for.</summary>
internal static class JsonOutput
{
    /// <summary>Opens its file, before what fills it begins; null where nobody asked.</summary>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static OutputFile? Open(string? file) => file is null ? null : OutputFile.Open("--json", file);

    /// <summary>Writes a document and a line end.</summary>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Write(OutputFile? file, string document) =>
        file?.Write(stream => stream.Write(Encoding.UTF8.GetBytes(document + "\n")));
}
