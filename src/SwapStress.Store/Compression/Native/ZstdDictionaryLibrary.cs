using System.Runtime.InteropServices;

namespace SwapStress.Store.Compression.Native;

/// <summary>The dictionary functions of libzstd (zdict.h, zstd.h), which a build of it can lack.</summary>
internal sealed unsafe class ZstdDictionaryLibrary(SharedLibrary library)
{
    /// <summary>ZDICT_trainFromBuffer(dictionary, capacity, samples, sampleLengths, sampleCount).</summary>
    public readonly delegate* unmanaged[Cdecl]<byte*, nuint, byte*, nuint*, uint, nuint> Train =
        (delegate* unmanaged[Cdecl]<byte*, nuint, byte*, nuint*, uint, nuint>)library.Function("ZDICT_trainFromBuffer");

    /// <summary>ZSTD_createCDict(dictionary, length, level).</summary>
    public readonly delegate* unmanaged[Cdecl]<byte*, nuint, int, void*> CreateCDict = (delegate* unmanaged[Cdecl]<
        byte*,
        nuint,
        int,
        void*>)
        library.Function("ZSTD_createCDict");

    /// <summary>ZSTD_freeCDict(dictionary).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, nuint> FreeCDict = (delegate* unmanaged[Cdecl]<void*, nuint>)
        library.Function("ZSTD_freeCDict");

    /// <summary>ZSTD_createDDict(dictionary, length).</summary>
    public readonly delegate* unmanaged[Cdecl]<byte*, nuint, void*> CreateDDict = (delegate* unmanaged[Cdecl]<
        byte*,
        nuint,
        void*>)
        library.Function("ZSTD_createDDict");

    /// <summary>ZSTD_freeDDict(dictionary).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, nuint> FreeDDict = (delegate* unmanaged[Cdecl]<void*, nuint>)
        library.Function("ZSTD_freeDDict");

    /// <summary>ZSTD_compress_usingCDict(context, destination, capacity, source, sourceLength, dictionary).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, void*, nuint> Compress =
        (delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, void*, nuint>)
            library.Function("ZSTD_compress_usingCDict");

    /// <summary>ZSTD_decompress_usingDDict(context, destination, capacity, source, sourceLength, dictionary).</summary>
    public readonly delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, void*, nuint> Decompress =
        (delegate* unmanaged[Cdecl]<void*, byte*, nuint, byte*, nuint, void*, nuint>)
            library.Function("ZSTD_decompress_usingDDict");

    private readonly delegate* unmanaged[Cdecl]<nuint, uint> _isError = (delegate* unmanaged[Cdecl]<nuint, uint>)
        library.Function("ZDICT_isError");

    private readonly delegate* unmanaged[Cdecl]<nuint, nint> _errorName = (delegate* unmanaged[Cdecl]<nuint, nint>)
        library.Function("ZDICT_getErrorName");

    /// <summary>What went wrong in the trainer; null when nothing did.</summary>
    public string? ErrorOf(nuint code) =>
        _isError(code) == 0 ? null : Marshal.PtrToStringUTF8(_errorName(code)) ?? "unknown error";
}
