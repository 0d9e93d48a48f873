using SwapStress.Primitives;

namespace SwapStress.Bench;

/// <summary>What the pages of a benchmark hold.</summary>
public enum PageContent
{
    /// <summary>The runtime's own CoreLib: code and metadata.</summary>
    Runtime,

    /// <summary>Zeros with a few other bytes.</summary>
    NearZero,

    /// <summary>Random bytes, which do not compress.</summary>
    Random,
}

/// <summary>The pages that a benchmark cycles over: more than the nearest caches hold.</summary>
public sealed class PageSet
{
    /// <summary>Pages of a set of the codecs and devices; the operations of one benchmark call.</summary>
    public const int Count = 1024;

    private readonly byte[] _bytes;

    /// <summary>Pages of a kind; the same in each run of the same runtime.</summary>
    public PageSet(PageContent content, int length = Count)
        : this(length)
    {
        var random = new Random(42);
        switch (content)
        {
            case PageContent.Runtime:
                TakeFile(File.ReadAllBytes(typeof(object).Assembly.Location));
                break;
            case PageContent.NearZero:
                _bytes.AsSpan().Clear();
                for (int i = 0; i < length * 8; i++)
                    Writable(i % length)[random.Next(PageSize.Bytes)] = (byte)random.Next(1, 256);
                break;
            default:
                random.NextBytes(_bytes);
                break;
        }
    }

    /// <summary>Pages of a file of at least a page.</summary>
    public PageSet(byte[] file, int length)
        : this(length) => TakeFile(file);

    private PageSet(int length)
    {
        Length = length;
        _bytes = GC.AllocateUninitializedArray<byte>(length * PageSize.Bytes, pinned: true);
    }

    /// <summary>Pages in this set.</summary>
    public int Length { get; }

    /// <summary>One page.</summary>
    public ReadOnlySpan<byte> this[int index] => Writable(index);

    /// <summary>Spread over the whole file, whose parts compress differently; from the start again where it is short.</summary>
    private void TakeFile(byte[] file)
    {
        int filePages = file.Length / PageSize.Bytes;
        for (int i = 0; i < Length; i++)
        {
            int page = Length < filePages ? (int)((long)i * filePages / Length) : i % filePages;
            file.AsSpan(page * PageSize.Bytes, PageSize.Bytes).CopyTo(Writable(i));
        }
    }

    private Span<byte> Writable(int index) => _bytes.AsSpan(index * PageSize.Bytes, PageSize.Bytes);
}
