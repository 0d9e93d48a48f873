namespace SwapStress.Store.Compression;

/// <summary>Whether a provider can run an algorithm.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Library">The library and its version; null when it is missing.</param>
/// <param name="MissingReason">What is missing and how to get it, one line; null when the algorithm is there.</param>
public sealed record CodecStatus(CodecAlgorithm Algorithm, string? Library, string? MissingReason)
{
    /// <summary>Whether the provider can create a context.</summary>
    public bool IsAvailable => MissingReason is null;

    /// <summary>Whether it can also train a dictionary and compress with it.</summary>
    public bool TakesDictionary { get; init; }
}
