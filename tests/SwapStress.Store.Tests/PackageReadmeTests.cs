using System.Runtime.CompilerServices;
using SwapStress.Store.Compression.Native;

namespace SwapStress.Store.Tests;

/// <summary>The package's README says what compiles, and prints what it says.</summary>
public sealed class PackageReadmeTests
{
    [Fact]
    public void The_example_is_the_code_that_is_compiled_here()
    {
        string[] source = File.ReadAllLines(Path.Combine(Here(), "PackageExample.cs"));
        int start = Array.FindIndex(source, line => line.Contains("void Run(", StringComparison.Ordinal)) + 2;
        int end = Array.IndexOf(source, "    }", start);
        const string Indent = "        ";
        string[] body = [.. source[start..end].Select(line => line.Length == 0 ? line : line[Indent.Length..])];
        Assert.Equal(Block("csharp"), body);
        Assert.InRange(body.Length, 10, 24);
    }

    [Fact]
    public void It_prints_what_it_says()
    {
        if (!new NativeCodecProvider().Algorithms[0].IsAvailable)
            Assert.Skip("skipped: liblz4 is not installed (apt install liblz4-1)");
        using var output = new StringWriter();
        PackageExample.Run(output);
        Assert.Equal(Block("text"), output.ToString().TrimEnd('\n').Split('\n'));
    }

    private static string[] Block(string language)
    {
        string[] readme = File.ReadAllLines(Path.Combine(Here(), "../../src/SwapStress.Store/README.md"));
        int start = Array.IndexOf(readme, "```" + language) + 1;
        Assert.NotEqual(0, start);
        return readme[start..Array.IndexOf(readme, "```", start)];
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
