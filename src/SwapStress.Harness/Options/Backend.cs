namespace SwapStress.Harness.Options;

/// <summary>Whose paging is run.</summary>
internal enum Backend
{
    Model,

    /// <summary>The running kernel's: anonymous memory, MADV_PAGEOUT and the system's own swap.</summary>
    Kernel,
}
