using System.Text;
using SwapStress.Fuzz.Engine;
using SwapStress.Store.Zram;

namespace SwapStress.Fuzz.Store;

/// <summary>Files with a damaged header: only one that is empty or a backing file is ever written to.</summary>
public sealed class BackingHeaderTests
{
    [Fact]
    public void Another_file_is_refused_and_stays_as_it_is()
    {
        using var directory = new TestDirectory();
        string path = directory["bd"];
        using (new BackingFile(path, pageCount: 1)) { }
        byte[] header = File.ReadAllBytes(path);
        int magicBytes = header.AsSpan().IndexOf((byte)0);
        byte[] other = Encoding.UTF8.GetBytes("a file that somebody needs");
        byte[] scratch = new byte[2 * header.Length];
        Fuzzer.Run(
            "backing file header",
            inputs: 1000,
            input =>
            {
                int kept = input.Chance(50) ? magicBytes : input.Below(header.Length + 1);
                header.AsSpan(0, kept).CopyTo(scratch);
                int length = Damage.Apply(input, scratch, kept, other);
                byte[] before = scratch[..length];
                File.WriteAllBytes(path, before);
                bool mayTake = length == 0 || before.AsSpan().StartsWith(header.AsSpan(0, magicBytes));
                Assert.Equal(mayTake, IsTaken(path));
                if (!mayTake)
                    Assert.Equal(before, File.ReadAllBytes(path));
            }
        );
    }

    private static bool IsTaken(string path)
    {
        try
        {
            new BackingFile(path, pageCount: 4).Dispose();
            return true;
        }
        catch (BackingFileException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
            return false;
        }
    }
}
