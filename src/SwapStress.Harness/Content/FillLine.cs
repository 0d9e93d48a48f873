using SwapStress.Primitives;

namespace SwapStress.Harness.Content;

/// <summary>
/// The lines of 64 bytes that <see cref="Options.WorkKind.Fill"/> writes behind the first, which holds counter and
/// stamp. Update k of a page, from 0, fills line k+1, so with a counter of c the lines 1 to min(63, c) hold their fill
/// and all others what was there before: exactly, in every copy of a page that no access is using, old ones included.
/// </summary>
internal static class FillLine
{
    public const int Words = 8;

    /// <summary>Lines of a page that can be filled.</summary>
    public const int Count = (PageSize.Words / Words) - 1;

    /// <summary>Fills the line of one update; none is left for the 64th and later ones.</summary>
    /// <param name="key">Selects the bytes of a run.</param>
    /// <param name="before">The page's counter before the update.</param>
    public static void Write(Span<ulong> words, int page, ulong key, ulong before)
    {
        if (before >= Count)
            return;
        ulong state = SplitMix64.Mix(key ^ ((ulong)(uint)page << 32) ^ before);
        foreach (ref ulong word in words.Slice(((int)before + 1) * Words, Words))
            word = SplitMix64.Mix(state += SplitMix64.Gamma);
    }

    /// <summary>Fills every line that a page with this counter must have filled.</summary>
    /// <param name="key">As for <see cref="Write"/>.</param>
    public static void WriteAll(Span<ulong> words, int page, ulong key, ulong counter)
    {
        for (ulong update = 0; update < Math.Min(counter, Count); update++)
            Write(words, page, key, update);
    }
}
