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
}
