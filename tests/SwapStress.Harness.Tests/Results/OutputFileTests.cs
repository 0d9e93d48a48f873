using System.Diagnostics;
using SwapStress.Harness.Files;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Results;

public sealed class OutputFileTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void Until_it_is_written_what_was_there_stays()
    {
        _directory.With("a", "earlier");
        using (OutputFile.Open("--json", _directory["a"])) { }
        Assert.Equal("earlier", File.ReadAllText(_directory["a"]));
        using (OutputFile file = OutputFile.Open("--json", _directory["a"]))
        {
            Assert.Throws<EnvironmentException>(() =>
                file.Write(stream =>
                {
                    stream.Write("new"u8);
                    throw new IOException("full");
                })
            );
        }
        Assert.Equal("earlier", File.ReadAllText(_directory["a"]));
        using (OutputFile file = OutputFile.Open("--json", _directory["a"]))
            file.Write(stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_directory["a"]));
        Assert.Equal(["a"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void What_cannot_be_written_is_known_when_it_is_opened()
    {
        EnvironmentException refusal = Assert.Throws<EnvironmentException>(() =>
            OutputFile.Open("--json", _directory["none/a"])
        );
        Assert.StartsWith($"--json {_directory["none/a"]} cannot be written: ", refusal.Message);
        Assert.EndsWith("; name another file", refusal.Message);
    }

    [Fact]
    public void A_link_stays_one()
    {
        _directory.With("a", "earlier");
        File.CreateSymbolicLink(_directory["link"], "a");
        using (OutputFile file = OutputFile.Open("--json", _directory["link"]))
            file.Write(stream => stream.Write("new"u8));
        Assert.Equal("a", new FileInfo(_directory["link"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(_directory["a"]));
    }

    [Fact]
    public async Task A_fifo_gets_it_and_stays()
    {
        string fifo = Fifo();
        using Process reader = Process.Start(
            new ProcessStartInfo("cat", [fifo]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        using (OutputFile file = OutputFile.Open("--json", fifo))
            file.Write(stream => stream.Write("text"u8));
        Assert.Equal("text", await reader.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(FileKind.Special, FileKinds.Of(fifo));
    }

    [Fact]
    public void Kinds_are_told_without_opening_anything()
    {
        _directory.With("a", "");
        Assert.Equal(FileKind.Regular, FileKinds.Of(_directory["a"]));
        Assert.Equal(FileKind.Directory, FileKinds.Of(_directory.Path));
        Assert.Equal(FileKind.None, FileKinds.Of(_directory["none"]));
        Assert.Equal(FileKind.Special, FileKinds.Of(Fifo()));
        Assert.Equal(FileKind.Special, FileKinds.Of("/dev/null"));
        Assert.True(OutputFile.IsWrittenInPlace("/dev/stdout"));
        Assert.False(OutputFile.IsWrittenInPlace(_directory["a"]));
    }

    public void Dispose() => _directory.Dispose();

    private string Fifo()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("statx(2) of Linux");
        string fifo = _directory["fifo"];
        Assert.Null(WriteFailureTests.Run("mkfifo", fifo));
        return fifo;
    }
}
