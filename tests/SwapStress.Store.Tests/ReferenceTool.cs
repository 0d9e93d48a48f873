using System.Diagnostics;

namespace SwapStress.Store.Tests;

/// <summary>Debian's command line tools, as judges of the formats.</summary>
internal static class ReferenceTool
{
    /// <summary>What <c>TOOL -dc MORE</c> makes of <paramref name="input"/>; skips the test where the tool is missing.</summary>
    public static byte[] Decompress(string tool, byte[] input, params string[] more)
    {
        Process process;
        try
        {
            process = Process.Start(
                new ProcessStartInfo(tool, ["-dc", .. more])
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"skipped: {tool} is not installed (apt install {tool})");
            throw;
        }
        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task feed = Task.Run(
                () =>
                {
                    process.StandardInput.BaseStream.Write(input);
                    process.StandardInput.Close();
                },
                TestContext.Current.CancellationToken
            );
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            feed.GetAwaiter().GetResult();
            Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
            return output.ToArray();
        }
    }
}
