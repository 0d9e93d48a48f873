namespace SwapStress.Store.Zsmalloc;

/// <summary>
/// Names an object of a <see cref="ZsPool"/>: the address of a word that holds its location, so that the object can
/// move while whoever owns it keeps the same handle.
/// </summary>
/// <param name="Address">The address of the location word; 0 for none.</param>
public readonly record struct ZsHandle(nint Address)
{
    /// <summary>No object: what a failed allocation returns.</summary>
    public static ZsHandle None => default;

    /// <summary>Whether this names no object.</summary>
    public bool IsNone => Address == 0;
}
