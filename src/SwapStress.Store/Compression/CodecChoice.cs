namespace SwapStress.Store.Compression;

/// <summary>A provider that is known to run an algorithm.</summary>
/// <param name="Provider">Where the contexts come from.</param>
/// <param name="Spec">The algorithm and level.</param>
public sealed record CodecChoice(ICodecProvider Provider, CodecSpec Spec)
{
    /// <summary>The dictionary of a spec that has one; <see cref="PageDictionary.TryTrain"/> makes it.</summary>
    public CodecDictionary? Dictionary { get; init; }

    /// <summary>Creates one more context.</summary>
    /// <exception cref="InvalidOperationException">The spec has a dictionary, and none was trained yet.</exception>
    public PageCodec Create()
    {
        if (Dictionary is { } dictionary)
            return dictionary.CreateCodec();
        return Spec.HasDictionary
            ? throw new InvalidOperationException($"{Spec} needs a dictionary: train one first.")
            : Provider.Create(Spec);
    }

    /// <summary>Algorithm and provider, for reports: <c>lz4 (native)</c>.</summary>
    public override string ToString() => $"{Spec} ({Provider.Name})";
}
