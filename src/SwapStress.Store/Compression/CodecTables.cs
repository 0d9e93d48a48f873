using System.Runtime.InteropServices;

namespace SwapStress.Store.Compression;

/// <summary>
/// What a library made of a dictionary (<c>ZSTD_CDict</c>, <c>ZSTD_DDict</c>). It is freed when the dictionary and the
/// contexts that use it are gone: they keep this object alive.
/// </summary>
public sealed class CodecTables : SafeHandle
{
    private readonly Action<nint> _free;

    /// <summary>Takes over what a library allocated.</summary>
    /// <param name="address">Where; zero when the library refused.</param>
    /// <param name="free">Gives it back.</param>
    public CodecTables(nint address, Action<nint> free)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _free = free;
        SetHandle(address);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Where it lies.</summary>
    public nint Address => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }
}
