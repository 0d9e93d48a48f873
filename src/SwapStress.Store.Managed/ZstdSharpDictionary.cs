using SwapStress.Primitives;
using SwapStress.Store.Compression;
using ZstdSharp.Unsafe;

namespace SwapStress.Store.Managed;

/// <summary>A dictionary digested by ZstdSharp; the same bytes as libzstd's.</summary>
internal sealed unsafe class ZstdSharpDictionary : CodecDictionary
{
    public ZstdSharpDictionary(CodecSpec spec, byte[] bytes)
        : base(spec, bytes)
    {
        int level = spec.Level ?? CodecSpec.LevelDefault;
        fixed (byte* source = bytes)
        {
            Compressing = new(
                (nint)Methods.ZSTD_createCDict(source, (nuint)bytes.Length, level),
                tables => Methods.ZSTD_freeCDict((ZSTD_CDict_s*)tables)
            );
            Decompressing = new(
                (nint)Methods.ZSTD_createDDict(source, (nuint)bytes.Length),
                tables => Methods.ZSTD_freeDDict((ZSTD_DDict_s*)tables)
            );
        }
        if (Compressing.IsInvalid || Decompressing.IsInvalid)
            throw new InvalidOperationException("ZstdSharp could not digest the dictionary.");
    }

    public CodecTables Compressing { get; }

    public CodecTables Decompressing { get; }

    public override PageCodec CreateCodec() => new ZstdSharpCodec(Spec, this);

    public static byte[] Train(ReadOnlySpan<byte> pages, int bytesMax, out string? error)
    {
        byte[] dictionary = new byte[bytesMax];
        nuint[] lengths = new nuint[pages.Length / PageSize.Bytes];
        Array.Fill(lengths, (nuint)PageSize.Bytes);
        nuint length;
        fixed (byte* target = dictionary)
        fixed (byte* source = pages)
        fixed (nuint* sizes = lengths)
            length = Methods.ZDICT_trainFromBuffer(target, (nuint)bytesMax, source, sizes, (uint)lengths.Length);
        error = Methods.ZDICT_isError(length) ? Methods.ZDICT_getErrorName(length) : null;
        return error is null ? dictionary[..(int)length] : [];
    }
}
