using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Zram;

namespace SwapStress.Bench;

/// <summary>
/// A page in and out of each codec of each provider, zstd at levels 1, 3 and 9, and in and out of a zram with it: what is
/// above the bare codec is the device.
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory, BenchmarkLogicalGroupRule.ByParams)]
public class CodecBenchmarks
{
    private const string In = "in";
    private const string Out = "out";

    private readonly byte[] _page = new byte[PageSize.Bytes];
    private PageSet _pages = null!;
    private CodecPasses _codec = null!;
    private ZramDevice _zram = null!;

    [ParamsSource(nameof(Codecs))]
    public string Codec { get; set; } = "";

    [ParamsAllValues]
    public PageKind Content { get; set; }

    public static IEnumerable<string> Codecs => BenchCodecs.Names();

    [GlobalSetup]
    public void Setup()
    {
        _pages = new PageSet(Content);
        _codec = new CodecPasses(BenchCodecs.Find(Codec), _pages);
        _zram = new ZramDevice(new ZramOptions(PageSet.Count, BenchCodecs.Find(Codec)));
        Put();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = PageSet.Count)]
    [BenchmarkCategory(In)]
    public long Compress() => _codec.Encode();

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    [BenchmarkCategory(In)]
    public void Put()
    {
        int failures = 0;
        for (int i = 0; i < PageSet.Count; i++)
            failures += (int)_zram.Write((uint)i, _pages[i]);
        CheckFailedException.Unless(failures == 0, "a write failed");
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = PageSet.Count)]
    [BenchmarkCategory(Out)]
    public int Decompress() => _codec.Decode();

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    [BenchmarkCategory(Out)]
    public void Get()
    {
        int failures = 0;
        for (int i = 0; i < PageSet.Count; i++)
            failures += (int)_zram.Read((uint)i, _page);
        CheckFailedException.Unless(failures == 0, "a read failed");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        for (int i = 0; i < PageSet.Count; i++)
        {
            CheckFailedException.Unless(
                _zram.Read((uint)i, _page) == DeviceStatus.Ok && _pages[i].SequenceEqual(_page),
                $"zram lost page {i}"
            );
        }
        _zram.Dispose();
        _codec.Dispose();
    }
}
