using System.Diagnostics.CodeAnalysis;
using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Compression;

/// <summary>Fills a buffer of one page with the content of a page.</summary>
/// <param name="page">Index of the page.</param>
/// <param name="content">Exactly one page.</param>
public delegate void PageSource(int page, Span<byte> content);

/// <summary>Trains the dictionary of a codec from pages of the content that it is to compress.</summary>
public static class PageDictionary
{
    /// <summary>Bytes of a dictionary at most. More gains little on pages, and costs cache.</summary>
    public const int BytesMax = 64 << 10;

    /// <summary>Samples taken at most, spread evenly: 8 MiB, what the trainer goes through in a fraction of a second.</summary>
    public const int SamplesMax = 2048;

    /// <summary>Samples that there must be at least.</summary>
    public const int SamplesMin = 16;

    /// <summary>Trains a dictionary.</summary>
    /// <param name="choice">A codec whose spec has a dictionary.</param>
    /// <param name="pageCount">Pages of the content.</param>
    /// <param name="source">The content.</param>
    /// <param name="trained">The codec with its dictionary.</param>
    /// <param name="error">One line: why there is none, and what to write instead.</param>
    public static bool TryTrain(
        CodecChoice choice,
        int pageCount,
        PageSource source,
        [NotNullWhen(true)] out CodecChoice? trained,
        [NotNullWhen(false)] out string? error
    )
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(source);
        trained = null;
        byte[] samples = Sample(pageCount, source, out int count);
        byte[] bytes = [];
        if (count < SamplesMin)
            error = $"it takes {SamplesMin} pages that are not one repeated word, and there are {count}";
        else
            bytes = choice.Provider.Train(samples.AsSpan(0, count * PageSize.Bytes), BytesMax, out error);
        if (error is not null)
        {
            error =
                $"No dictionary can be trained for {choice.Spec} ({error}): write '{choice.Spec with { HasDictionary = false }}'.";
            return false;
        }
        trained = choice with { Dictionary = choice.Provider.Load(choice.Spec, bytes) };
        return true;
    }

    /// <summary>Pages spread evenly over the content; those of one repeated word never reach a codec.</summary>
    private static byte[] Sample(int pageCount, PageSource source, out int count)
    {
        int wanted = Math.Min(pageCount, SamplesMax);
        byte[] samples = new byte[wanted * PageSize.Bytes];
        count = 0;
        for (int i = 0; i < wanted; i++)
        {
            Span<byte> page = samples.AsSpan(count * PageSize.Bytes, PageSize.Bytes);
            source((int)((long)i * pageCount / wanted), page);
            count += SameFilled.TryGetWord(page, out _) ? 0 : 1;
        }
        return samples;
    }
}
