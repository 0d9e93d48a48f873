namespace SwapStress.Store.Compression.Native;

/// <summary>A dictionary digested by libzstd: once for compression at a level, once for decompression.</summary>
internal sealed unsafe class NativeZstdDictionary : CodecDictionary
{
    private readonly ZstdLibrary _library;

    public NativeZstdDictionary(ZstdLibrary library, ZstdDictionaryLibrary functions, CodecSpec spec, byte[] bytes)
        : base(spec, bytes)
    {
        _library = library;
        Functions = functions;
        int level = spec.Level ?? CodecSpec.LevelDefault;
        fixed (byte* source = bytes)
        {
            Compressing = new(
                (nint)functions.CreateCDict(source, (nuint)bytes.Length, level),
                tables => functions.FreeCDict((void*)tables)
            );
            Decompressing = new(
                (nint)functions.CreateDDict(source, (nuint)bytes.Length),
                tables => functions.FreeDDict((void*)tables)
            );
        }
        if (Compressing.IsInvalid || Decompressing.IsInvalid)
            throw new InvalidOperationException("libzstd could not digest the dictionary.");
    }

    public ZstdDictionaryLibrary Functions { get; }

    public CodecTables Compressing { get; }

    public CodecTables Decompressing { get; }

    public override PageCodec CreateCodec() => new NativeZstdCodec(_library, Spec, this);

    /// <summary>ZDICT_trainFromBuffer over pages.</summary>
    public static byte[] Train(
        ZstdDictionaryLibrary functions,
        ReadOnlySpan<byte> pages,
        int bytesMax,
        out string? error
    )
    {
        byte[] dictionary = new byte[bytesMax];
        nuint[] lengths = new nuint[pages.Length / Primitives.PageSize.Bytes];
        Array.Fill(lengths, (nuint)Primitives.PageSize.Bytes);
        nuint length;
        fixed (byte* target = dictionary)
        fixed (byte* source = pages)
        fixed (nuint* sizes = lengths)
            length = functions.Train(target, (nuint)bytesMax, source, sizes, (uint)lengths.Length);
        error = functions.ErrorOf(length);
        return error is null ? dictionary[..(int)length] : [];
    }
}
