using BenchmarkDotNet.Attributes;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;

namespace SwapStress.Bench;

/// <summary>
/// A page in and out of the devices, beside the bare codec on the same pages: what is above that is the device.
/// Pages that zram keeps raw count too: it reads random pages faster than the codec does.
/// </summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private readonly byte[] _page = new byte[PageSize.Bytes];
    private PageSet _pages = null!;
    private CodecPasses _codec = null!;
    private ZramDevice _zram = null!;
    private ZramDevice _checked = null!;
    private BrdDevice _brd = null!;

    [ParamsAllValues]
    public CodecAlgorithm Algorithm { get; set; }

    [ParamsAllValues]
    public PageKind Content { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        CodecChoice choice = BenchCodecs.Preferred(Algorithm);
        _pages = new PageSet(Content);
        _codec = new CodecPasses(choice, _pages);
        _zram = new ZramDevice(new ZramOptions(PageSet.Count, choice));
        _checked = new ZramDevice(new ZramOptions(PageSet.Count, choice) { Checksum = true });
        _brd = new BrdDevice(PageSet.Count);
        for (int i = 0; i < PageSet.Count; i++)
        {
            CheckFailedException.Unless(_zram.Write((uint)i, _pages[i]) == DeviceStatus.Ok, "zram refused a page");
            CheckFailedException.Unless(_checked.Write((uint)i, _pages[i]) == DeviceStatus.Ok, "zram refused a page");
            CheckFailedException.Unless(_brd.Write((uint)i, _pages[i]) == DeviceStatus.Ok, "brd refused a page");
        }
    }

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public long BareCompress() => _codec.Encode();

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public int BareDecompress() => _codec.Decode();

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public void ZramPut() => Put(_zram);

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public void ZramGet() => Get(_zram);

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public void ZramPutChecked() => Put(_checked);

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public void ZramGetChecked() => Get(_checked);

    /// <summary>A free and the write that follows it; subtract a put for the free alone.</summary>
    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public void ZramFreeAndPut()
    {
        for (uint i = 0; i < PageSet.Count; i++)
            _zram.NotifySlotFree(i);
        Put(_zram);
    }

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public void BrdPut() => Put(_brd);

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public void BrdGet() => Get(_brd);

    /// <summary>Both devices must still hold every page, and zram must be whole.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        for (int i = 0; i < PageSet.Count; i++)
        {
            _ = _zram.Read((uint)i, _page);
            CheckFailedException.Unless(_pages[i].SequenceEqual(_page), $"zram lost page {i}");
            CheckFailedException.Unless(
                _checked.Read((uint)i, _page) == DeviceStatus.Ok && _pages[i].SequenceEqual(_page),
                $"zram with checksums lost page {i}"
            );
            _ = _brd.Read((uint)i, _page);
            CheckFailedException.Unless(_pages[i].SequenceEqual(_page), $"brd lost page {i}");
        }
        CheckFailedException.Unless(_zram.CheckIntegrity().Count == 0, "zram is not whole");
        _zram.Dispose();
        _checked.Dispose();
        _brd.Dispose();
        _codec.Dispose();
    }

    private void Put(SwapDevice device)
    {
        int failures = 0;
        for (int i = 0; i < PageSet.Count; i++)
            failures += (int)device.Write((uint)i, _pages[i]);
        CheckFailedException.Unless(failures == 0, "a write failed");
    }

    private void Get(SwapDevice device)
    {
        int failures = 0;
        for (int i = 0; i < PageSet.Count; i++)
            failures += (int)device.Read((uint)i, _page);
        CheckFailedException.Unless(failures == 0, "a read failed");
    }
}
