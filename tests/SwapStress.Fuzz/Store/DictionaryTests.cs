using SwapStress.Fuzz.Engine;
using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Fuzz.Store;

/// <summary>Damaged dictionaries: refused when they are loaded, or they serve for both ways.</summary>
public sealed class DictionaryTests
{
    [Theory]
    [InlineData("native")]
    [InlineData("managed")]
    public void A_damaged_dictionary_is_refused_or_serves(string provider)
    {
        CodecChoice choice = Codecs.Find(provider, "zstd:3,dict");
        byte[] whole = Codecs.RuntimeDictionary.Value;
        using PageCodec sound = choice.Create();
        byte[] ofWhole = new byte[2 * PageSize.Bytes];
        int lengthOfWhole = sound.Compress(Pages.OfRuntime(7), ofWhole);
        byte[] scratch = new byte[whole.Length + 4096];
        byte[] blob = new byte[2 * PageSize.Bytes];
        using GuardedBuffer target = GuardedBuffer.OfPage();
        Fuzzer.Run(
            $"{provider} dictionary",
            inputs: 300,
            input =>
            {
                // Most of a dictionary is content, where nothing can be wrong: the tables come first.
                int kept = input.Chance(50) ? whole.Length : 1 + input.Below(2048);
                whole.AsSpan(0, kept).CopyTo(scratch);
                int length = Damage.Apply(input, scratch, kept, ofWhole.AsSpan(0, lengthOfWhole));
                if (Load(choice, scratch[..length]) is not { } dictionary)
                    return;
                using PageCodec codec = dictionary.CreateCodec();
                byte[] page = Pages.Any(input.Below(1000));
                Span<byte> back = target.First(PageSize.Bytes);
                // It may refuse to compress with tables that lack a symbol; what it wrote it must read.
                int written = codec.Compress(page, blob);
                if (written > 0)
                {
                    Assert.True(codec.TryDecompress(blob.AsSpan(0, written), back), "its own blob is refused");
                    Assert.True(back.SequenceEqual(page), "its own blob gives another page");
                }
                codec.TryDecompress(ofWhole.AsSpan(0, lengthOfWhole), back);
            }
        );
    }

    private static CodecDictionary? Load(CodecChoice choice, byte[] bytes)
    {
        try
        {
            return choice.Provider.Load(choice.Spec, bytes);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
