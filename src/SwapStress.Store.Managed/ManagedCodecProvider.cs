using SwapStress.Store.Compression;

namespace SwapStress.Store.Managed;

/// <summary>
/// Codecs in managed code, for hosts without liblz4 and libzstd. The build decides whether they are there: see
/// <c>ManagedCodecs</c> in this project's file.
/// </summary>
public sealed class ManagedCodecProvider : ICodecProvider
{
    /// <summary>The name as <c>--codec-provider</c> spells it.</summary>
    public const string ProviderName = "managed";

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public IReadOnlyList<CodecStatus> Algorithms { get; } = ManagedPorts.Describe();

    /// <inheritdoc/>
    public PageCodec Create(CodecSpec spec) => ManagedPorts.Create(spec);

    /// <inheritdoc/>
    public byte[] Train(ReadOnlySpan<byte> pages, int bytesMax, out string? whyNot) =>
        ManagedPorts.Train(pages, bytesMax, out whyNot);

    /// <inheritdoc/>
    public CodecDictionary Load(CodecSpec spec, byte[] bytes) => ManagedPorts.Load(spec, bytes);
}
