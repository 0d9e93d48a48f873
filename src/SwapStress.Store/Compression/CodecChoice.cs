namespace SwapStress.Store.Compression;

/// <summary>A provider that is known to run an algorithm.</summary>
/// <param name="Provider">Where the contexts come from.</param>
/// <param name="Spec">The algorithm and level.</param>
public sealed record CodecChoice(ICodecProvider Provider, CodecSpec Spec)
{
    /// <summary>Creates one more context.</summary>
    public PageCodec Create() => Provider.Create(Spec);

    /// <summary>Algorithm and provider, for reports: <c>lz4 (native)</c>.</summary>
    public override string ToString() => $"{Spec} ({Provider.Name})";
}
