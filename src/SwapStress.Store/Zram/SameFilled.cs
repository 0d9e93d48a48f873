using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SwapStress.Store.Zram;

/// <summary>Finds pages that are one 64-bit word over and over (<c>page_same_filled</c>).</summary>
public static class SameFilled
{
    /// <summary>Whether <paramref name="page"/> repeats one word.</summary>
    /// <param name="page">The page.</param>
    /// <param name="word">The word; meaningful only for such a page.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGetWord(ReadOnlySpan<byte> page, out ulong word)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(page);
        word = words[0];
        // Most pages differ at the end already, and never reach the loop.
        return words[^1] == word && !words.ContainsAnyExcept(word);
    }

    /// <summary>Fills a page with the word.</summary>
    public static void Fill(Span<byte> page, ulong word) => MemoryMarshal.Cast<byte, ulong>(page).Fill(word);
}
