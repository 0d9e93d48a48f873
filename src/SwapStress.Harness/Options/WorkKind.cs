namespace SwapStress.Harness.Options;

/// <summary>What a worker does on each page.</summary>
internal enum WorkKind
{
    /// <summary>Adds 1 to its counter.</summary>
    Add,

    /// <summary>
    /// Adds 1 and fills one more line of 64 bytes with data that do not compress, so that the compressed page grows
    /// with each of its first 63 updates.
    /// </summary>
    Fill,
}
