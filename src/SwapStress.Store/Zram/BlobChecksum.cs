using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace SwapStress.Store.Zram;

/// <summary>A checksum of stored bytes: half of their XXH3. Damage goes unnoticed once in 2^32, whatever it is.</summary>
internal static class BlobChecksum
{
    /// <summary>The checksum of a blob or a page.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => (uint)XxHash3.HashToUInt64(bytes);

    /// <summary>The checksum of a page of one repeated word, which stands in the slot itself.</summary>
    public static uint OfWord(ulong word) => Of(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word)));
}
