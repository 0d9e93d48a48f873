namespace SwapStress.Harness.Limits;

/// <summary>What one more worker thread takes from the machine.</summary>
/// <param name="Mappings">Memory mappings: stack, guard page and signal stack with its own guard, usually.</param>
/// <param name="Bytes">Memory: the touched part of its stack, and what kernel and runtime keep for it.</param>
internal readonly record struct ThreadCost(double Mappings, long Bytes)
{
    /// <summary>
    /// Kernel stack (16 KiB), task and page tables, and the part of the user stack that a fault touches: measured 40
    /// KiB of host memory for a parked thread, more for one in the middle of a fault.
    /// </summary>
    public const long BytesEstimate = 96 << 10;

    /// <summary>What of that a count of the process's own memory does not show: the kernel's part, and a fault's.</summary>
    public const long BytesUnseen = 56 << 10;

    /// <summary>Before it is measured: .NET 10 on Linux took 4.</summary>
    public static ThreadCost Estimate { get; } = new(4, BytesEstimate);
}
