using SwapStress.Harness;
using SwapStress.Primitives;

namespace SwapStress.Bench;

/// <summary>What the pages of a benchmark hold.</summary>
public enum PageKind
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
    public PageSet(PageKind content, int length = Count)
        : this(length)
    {
        var random = new Random(42);
        switch (content)
        {
            case PageKind.Runtime:
                TakeFile(File.ReadAllBytes(typeof(object).Assembly.Location));
                break;
            case PageKind.NearZero:
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

    /// <summary>Pages of a content as people write it: runtime, near-zero, random or file:PATH.</summary>
    /// <exception cref="UsageException">It is none of these, or the file is too short.</exception>
    internal static PageSet Of(string content, int length)
    {
        const string FilePrefix = "file:";
        switch (content)
        {
            case "runtime":
                return new PageSet(PageKind.Runtime, length);
            case "near-zero":
                return new PageSet(PageKind.NearZero, length);
            case "random":
                return new PageSet(PageKind.Random, length);
            case var _ when content.StartsWith(FilePrefix, StringComparison.Ordinal):
                string path = content[FilePrefix.Length..];
                byte[] file = File.Exists(path) ? File.ReadAllBytes(path) : [];
                return file.Length >= PageSize.Bytes
                    ? new PageSet(file, length)
                    : throw new UsageException($"--content {content}: name a file of at least {PageSize.Bytes} bytes");
            default:
                throw new UsageException($"--content '{content}': write runtime, near-zero, random or file:PATH");
        }
    }

    private PageSet(int length)
    {
        Length = length;
        _bytes = GC.AllocateUninitializedArray<byte>(length * PageSize.Bytes, pinned: true);
    }

    /// <summary>Pages in this set.</summary>
    public int Length { get; }

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
