namespace SwapStress.Primitives;

/// <summary>The page geometry of the model: 4 KiB pages, as on x86-64.</summary>
public static class PageSize
{
    /// <summary>log2 of <see cref="Bytes"/>.</summary>
    public const int Shift = 12;

    /// <summary>Bytes in a page.</summary>
    public const int Bytes = 1 << Shift;

    /// <summary>64-bit words in a page.</summary>
    public const int Words = Bytes / sizeof(ulong);
}
