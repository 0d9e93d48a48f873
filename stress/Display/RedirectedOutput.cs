using System.Text;

namespace SwapStress.Stress.Display;

/// <summary>
/// What goes to a file or a pipe is UTF-8 on every system; Windows would write it in the console's code page, which has no
/// sign for much of it.
/// </summary>
internal static class RedirectedOutput
{
    /// <summary>Before anything is written.</summary>
    public static void UseUtf8()
    {
        if (!OperatingSystem.IsWindows())
            return;
        if (Console.IsOutputRedirected)
            Console.SetOut(Writer(Console.OpenStandardOutput()));
        if (Console.IsErrorRedirected)
            Console.SetError(Writer(Console.OpenStandardError()));
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
