using SwapStress.Harness.Files;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Results;

public sealed class FileReplacementTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void A_file_that_is_read_is_replaced_and_its_reader_keeps_what_it_opened()
    {
        _directory.With("draft", "new").With("file", "earlier");
        using (var reader = new StreamReader(SharedFile.Open(_directory["file"])))
        {
            FileReplacement.Move(_directory["draft"], _directory["file"]);
            Assert.Equal("earlier", reader.ReadToEnd());
        }
        Assert.Equal("new", SharedFile.ReadAllText(_directory["file"]));
        Assert.False(File.Exists(_directory["draft"]));
    }

    [Fact]
    public void A_file_that_is_not_there_yet_is_made()
    {
        _directory.With("draft", "new");
        FileReplacement.Move(_directory["draft"], _directory["file"]);
        Assert.Equal(["new"], SharedFile.ReadLines(_directory["file"]));
    }

    [Fact]
    public void What_cannot_be_done_leaves_both()
    {
        _directory.With("draft", "new");
        Directory.CreateDirectory(_directory["file"]);
        Assert.ThrowsAny<SystemException>(() => FileReplacement.Move(_directory["draft"], _directory["file"]));
        Assert.True(File.Exists(_directory["draft"]));
        Assert.True(Directory.Exists(_directory["file"]));
    }

    public void Dispose() => _directory.Dispose();
}
