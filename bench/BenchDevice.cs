namespace SwapStress.Bench;

/// <summary>The device below a region.</summary>
public enum BenchDevice
{
    /// <summary>Compressed by the preferred provider's LZ4.</summary>
    Zram,

    /// <summary>Copied.</summary>
    Brd,
}
