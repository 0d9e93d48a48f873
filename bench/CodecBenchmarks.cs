using BenchmarkDotNet.Attributes;
using SwapStress.Primitives;
using SwapStress.Store.Compression;

namespace SwapStress.Bench;

/// <summary>A page in and out of each codec of each provider.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly byte[] _buffer = new byte[2 * PageSize.Bytes];
    private readonly byte[] _page = new byte[PageSize.Bytes];
    private PageSet _pages = null!;
    private BlobSet _blobs = null!;
    private PageCodec _codec = null!;

    [ParamsSource(nameof(Codecs))]
    public string Codec { get; set; } = "";

    [ParamsAllValues]
    public PageContent Content { get; set; }

    public static IEnumerable<string> Codecs => BenchCodecs.Names();

    [GlobalSetup]
    public void Setup()
    {
        _codec = BenchCodecs.Find(Codec).Create();
        _pages = new PageSet(Content);
        _blobs = new BlobSet(_pages, _codec);
    }

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public long Compress()
    {
        long total = 0;
        for (int i = 0; i < PageSet.Count; i++)
            total += _codec.Compress(_pages[i], _buffer);
        CheckFailedException.Unless(total == _blobs.TotalBytes, $"{total} bytes, not {_blobs.TotalBytes}");
        return total;
    }

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public int Decompress()
    {
        int whole = 0;
        for (int i = 0; i < PageSet.Count; i++)
            whole += _codec.TryDecompress(_blobs[i], _page) ? 1 : 0;
        CheckFailedException.Unless(whole == PageSet.Count, $"{whole} pages came back");
        return whole;
    }

    [GlobalCleanup]
    public void Cleanup() => _codec.Dispose();
}
