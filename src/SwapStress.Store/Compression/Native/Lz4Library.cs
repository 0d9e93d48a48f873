using System.Runtime.InteropServices;

namespace SwapStress.Store.Compression.Native;

/// <summary>The block functions of liblz4 (lz4.h).</summary>
/// <remarks>
/// Plain transitions, not SuppressGCTransition: a page takes microseconds, and a collection would wait for all of
/// them.
/// </remarks>
internal sealed unsafe class Lz4Library(SharedLibrary library)
{
    /// <summary>Names of the library here, the usual one first.</summary>
    public static IReadOnlyList<string> Names => SharedLibrary.NamesOf("lz4");

    /// <summary>LZ4_compress_fast_extState(state, source, destination, sourceLength, capacity, acceleration).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, int, int, int, int> Compress =
        (delegate* unmanaged[Cdecl]<void*, byte*, byte*, int, int, int, int>)
            library.Function("LZ4_compress_fast_extState");

    /// <summary>LZ4_decompress_safe(source, destination, sourceLength, capacity).</summary>
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, int, int, int> Decompress = (delegate* unmanaged[Cdecl]<
        byte*,
        byte*,
        int,
        int,
        int>)
        library.Function("LZ4_decompress_safe");

    /// <summary>Bytes of working memory that compression needs.</summary>
    public int StateBytes { get; } = ((delegate* unmanaged[Cdecl]<int>)library.Function("LZ4_sizeofState"))();

    /// <summary>The library's version.</summary>
    public string Version { get; } =
        Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)library.Function("LZ4_versionString"))()) ?? "?";
}
