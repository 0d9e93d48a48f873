namespace SwapStress.Store.Zram;

/// <summary>Which slots a pass works on (<c>type=</c> of <c>recompress</c>, the word written to <c>writeback</c>).</summary>
public enum ZramSelection
{
    /// <summary>All that hold an object.</summary>
    All,

    /// <summary>Those that nobody read or wrote since <see cref="ZramDevice.MarkIdle"/>.</summary>
    Idle,

    /// <summary>Those whose page is kept uncompressed.</summary>
    Huge,

    /// <summary>Those that are both.</summary>
    HugeIdle,

    /// <summary>Those that no secondary algorithm could make smaller; for writeback only.</summary>
    Incompressible,
}
