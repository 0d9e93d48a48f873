namespace SwapStress.Store.Compression;

/// <summary>Where codecs come from: the system's C libraries, or managed ports of them.</summary>
public interface ICodecProvider
{
    /// <summary>The name as <c>--codec-provider</c> spells it.</summary>
    string Name { get; }

    /// <summary>Every algorithm the provider knows, and whether it is there.</summary>
    IReadOnlyList<CodecStatus> Algorithms { get; }

    /// <summary>Creates a context.</summary>
    /// <exception cref="NotSupportedException">The algorithm is not available; ask <see cref="Algorithms"/> first.</exception>
    PageCodec Create(CodecSpec spec);

    /// <summary>Makes a dictionary out of sample pages.</summary>
    /// <param name="pages">The samples, one page after the other.</param>
    /// <param name="bytesMax">Bytes of the dictionary at most.</param>
    /// <param name="whyNot">Why none could be made, a few words; null when one was.</param>
    /// <returns>The dictionary in zstd's format; empty when none could be made.</returns>
    byte[] Train(ReadOnlySpan<byte> pages, int bytesMax, out string? whyNot)
    {
        whyNot = $"the provider {Name} trains no dictionaries";
        return [];
    }

    /// <summary>Prepares a dictionary for the contexts that are to use it.</summary>
    /// <param name="spec">Algorithm and level.</param>
    /// <param name="bytes">What <see cref="Train"/> made, of this provider or another.</param>
    /// <exception cref="NotSupportedException">The provider takes none; see <see cref="CodecStatus.TakesDictionary"/>.</exception>
    CodecDictionary Load(CodecSpec spec, byte[] bytes) =>
        throw new NotSupportedException($"The provider {Name} takes no dictionaries.");
}
