using System.Runtime.InteropServices;

namespace SwapStress.Store.Compression.Native;

/// <summary>The one-shot functions of libzstd with reused contexts (zstd.h).</summary>
internal sealed unsafe class ZstdLibrary(SharedLibrary library)
{
    /// <summary>Names of the library here, the usual one first.</summary>
    public static IReadOnlyList<string> Names => SharedLibrary.NamesOf("zstd");

    /// <summary>ZSTD_createCCtx().</summary>
    public readonly delegate* unmanaged[Cdecl]<void*> CreateCompressor = (delegate* unmanaged[Cdecl]<void*>)
        library.Function("ZSTD_createCCtx");

    /// <summary>ZSTD_freeCCtx(context).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, nuint> FreeCompressor = (delegate* unmanaged[Cdecl]<void*, nuint>)
        library.Function("ZSTD_freeCCtx");

    /// <summary>ZSTD_createDCtx().</summary>
    public readonly delegate* unmanaged[Cdecl]<void*> CreateDecompressor = (delegate* unmanaged[Cdecl]<void*>)
        library.Function("ZSTD_createDCtx");

    /// <summary>ZSTD_freeDCtx(context).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, nuint> FreeDecompressor = (delegate* unmanaged[Cdecl]<
        void*,
        nuint>)
        library.Function("ZSTD_freeDCtx");

    /// <summary>ZSTD_compressCCtx(context, destination, capacity, source, sourceLength, level).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, int, nuint> Compress =
        (delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, int, nuint>)
            library.Function("ZSTD_compressCCtx");

    /// <summary>ZSTD_decompressDCtx(context, destination, capacity, source, sourceLength).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, nuint> Decompress =
        (delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, nuint>)library.Function("ZSTD_decompressDCtx");

    /// <summary>The library's version.</summary>
    public string Version { get; } =
        Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)library.Function("ZSTD_versionString"))()) ?? "?";
}
