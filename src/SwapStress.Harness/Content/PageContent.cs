using System.Runtime.InteropServices;
using SwapStress.Primitives;

namespace SwapStress.Harness.Content;

/// <summary>
/// What every page holds at the start of a round: word 0 the counter (zero), word 1 the stamp, then the body.
/// Immutable; any number of threads may use it.
/// </summary>
internal sealed class PageContent
{
    /// <summary>Bytes before the body: the counter and the stamp.</summary>
    public const int BodyOffset = 2 * sizeof(ulong);

    private readonly IPageFiller _filler;
    private readonly ulong _seed;

    private PageContent(IPageFiller filler, ulong seed)
    {
        _filler = filler;
        _seed = seed;
    }

    /// <summary>The content of a region; reads the files it needs.</summary>
    /// <param name="regionBytes">Bytes of the region; no more is read of the files.</param>
    /// <param name="seed">The seed of stamps and random content.</param>
    /// <exception cref="UsageException">The user's file cannot be used.</exception>
    /// <exception cref="EnvironmentException">The runtime's files cannot be read.</exception>
    public static PageContent Load(ContentSpec content, long regionBytes, ulong seed)
    {
        IPageFiller filler = content.Kind switch
        {
            ContentKind.Runtime => new BytesFiller(ContentFiles.ReadRuntime(regionBytes)),
            ContentKind.File => new BytesFiller(ContentFiles.ReadUserFile(content.Path!, regionBytes)),
            ContentKind.Random => new RandomFiller(seed),
            _ => new ZeroFiller(),
        };
        return new PageContent(filler, seed);
    }

    /// <summary>Memory that content takes, in bytes, at most.</summary>
    public static long BytesOf(ContentSpec content, long regionBytes)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.Kind is ContentKind.Runtime or ContentKind.File
            ? Math.Min(regionBytes, ContentFiles.BytesMax)
            : 0;
    }

    /// <summary>The key of this run's <see cref="FillLine"/>s; depends on the seed.</summary>
    public ulong FillKey => SplitMix64.Mix(~_seed);

    /// <summary>
    /// The stamp of a page: never zero and different for each page. The low half is the page's index plus one, so that
    /// a misload tells whose data it got; the high half depends on the seed.
    /// </summary>
    public ulong StampOf(int page)
    {
        ulong index = (uint)page + 1ul;
        return (SplitMix64.At(_seed, index) << 32) | index;
    }

    /// <summary>Fills one page: counter zero, stamp and body.</summary>
    public void Fill(int page, Span<byte> content)
    {
        if (content.Length != PageSize.Bytes)
            throw new ArgumentException("Exactly one page.", nameof(content));
        _filler.Fill(page, content);
        MemoryMarshal.Write(content, 0UL);
        MemoryMarshal.Write(content[sizeof(ulong)..], StampOf(page));
    }
}
