using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using SwapStress.Harness.Files;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Results;

public sealed class DurableFilesTests
{
    [Fact]
    public void An_error_of_fsync_is_thrown()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("fsync(2) of Linux");
        using var nothing = new SafeFileHandle(1_000_000, ownsHandle: false);
        Assert.Equal(
            "fsync: Bad file descriptor",
            Assert.Throws<IOException>(() => DurableFiles.Flush(nothing)).Message
        );
        Assert.Contains(
            "/none to flush it: No such file or directory",
            Assert.Throws<IOException>(() => DurableFiles.FlushDirectory("/none")).Message
        );
    }

    [Fact]
    public void What_has_no_disk_has_nothing_to_flush()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("fsync(2) of Linux");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var handle = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        DurableFiles.Flush(handle);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_leaves_no_draft()
    {
        using var directory = new TestDirectory();
        directory.With("a", "earlier");
        Assert.Throws<IOException>(() =>
            DurableFiles.Replace(
                directory["a"],
                file =>
                {
                    file.WriteByte(1);
                    throw new IOException("full");
                }
            )
        );
        Assert.Equal(["a"], Directory.GetFileSystemEntries(directory.Path).Select(Path.GetFileName));
        Assert.Equal("earlier", File.ReadAllText(directory["a"]));
    }

    /// <summary>
    /// ext4 takes a write into memory and finds out at fsync that the disk below has no room: here a file in a tmpfs that is
    /// smaller than the ext4 in it.
    /// </summary>
    [Fact]
    public void A_disk_that_fails_at_fsync_is_told()
    {
        using var directory = new TestDirectory();
        string small = directory["small"];
        string mount = directory["mount"];
        Directory.CreateDirectory(small);
        Directory.CreateDirectory(mount);
        if (Run("mount", "-t", "tmpfs", "-o", "size=3m", "swapstress-test", small) is { } refused)
        {
            Assert.Skip($"a disk of its own needs root and mount(8): {refused}");
            return;
        }
        try
        {
            string image = Path.Combine(small, "image");
            using (FileStream sparse = File.Create(image))
                sparse.SetLength(64 << 20);
            refused =
                Run("mkfs.ext4", "-q", "-F", "-O", "^has_journal", image)
                ?? Run("mount", "-o", "loop,errors=continue", image, mount);
            if (refused is not null)
            {
                Assert.Skip($"an ext4 needs mkfs.ext4 and a loop device: {refused}");
                return;
            }
            try
            {
                using FileStream file = File.Create(Path.Combine(mount, "f"));
                file.Write(RandomBytes(8 << 20));
                Assert.StartsWith("fsync: ", Assert.Throws<IOException>(() => DurableFiles.Flush(file)).Message);
            }
            finally
            {
                Assert.Null(Run("umount", mount));
            }
        }
        finally
        {
            Assert.Null(Run("umount", small));
        }
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static string? Run(string command, params string[] arguments) => WriteFailureTests.Run(command, arguments);
}
