using SwapStress.Harness.Content;

namespace SwapStress.Stress.Doctor;

/// <summary>What <c>doctor --pool</c> fills and frees.</summary>
/// <param name="FreePercent">How many of a hundred are freed, each by chance.</param>
/// <param name="Seed">The seed of that, of stamps and of random content.</param>
/// <param name="Compressor">lz4, zstd or zstd:LEVEL.</param>
/// <param name="CodecProvider">native, managed, or null for native where it is found.</param>
internal sealed record DoctorOptions(
    int PageCount,
    ContentSpec Content,
    double FreePercent,
    ulong Seed,
    string Compressor,
    string? CodecProvider
)
{
    /// <summary>Bytes of the pages by default.</summary>
    public const long SizeBytesDefault = 64 << 20;

    /// <summary>Half of them go by default.</summary>
    public const double FreePercentDefault = 50;
}
