using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SwapStress.Store.Zram;

/// <summary>
/// A checksum of stored bytes: four CRC-32C over every fourth word, combined. Any flipped bit, and any damage within one
/// word, changes it; other damage goes unnoticed once in 2^32.
/// </summary>
/// <remarks>
/// Four, because a processor begins one CRC step a cycle and ends it three cycles later: a single chain takes three times
/// as long. <see cref="BitOperations"/> uses the processor's instruction where there is one, and a table elsewhere.
/// They are combined by odd multipliers (xxHash's primes), which keep every change of one of them. Another CRC over the
/// four would not do: it is as linear as they are, and the same change in two of them can undo itself.
/// </remarks>
internal static class BlobChecksum
{
    private const int Lanes = 4;

    /// <summary>The checksum of a blob or a page.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        uint a = (uint)length;
        uint b = 1;
        uint c = 2;
        uint d = 3;
        int at = 0;
        for (; at <= length - (Lanes * sizeof(ulong)); at += Lanes * sizeof(ulong))
        {
            a = BitOperations.Crc32C(a, Word(ref start, at));
            b = BitOperations.Crc32C(b, Word(ref start, at + sizeof(ulong)));
            c = BitOperations.Crc32C(c, Word(ref start, at + (2 * sizeof(ulong))));
            d = BitOperations.Crc32C(d, Word(ref start, at + (3 * sizeof(ulong))));
        }
        for (; at <= length - sizeof(ulong); at += sizeof(ulong))
            a = BitOperations.Crc32C(a, Word(ref start, at));
        for (; at < length; at++)
            b = BitOperations.Crc32C(b, bytes[at]);
        return unchecked((a * 0x9E3779B1) + (b * 0x85EBCA77) + (c * 0xC2B2AE3D) + (d * 0x27D4EB2F));
    }

    /// <summary>The checksum of a page of one repeated word, which stands in the slot itself.</summary>
    public static uint OfWord(ulong word) => BitOperations.Crc32C(uint.MaxValue, word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte start, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
}
