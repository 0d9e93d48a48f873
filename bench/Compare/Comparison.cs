using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;

namespace SwapStress.Bench.Compare;

/// <summary>
/// The strategies, the device and the bare codec on the same pages, one after the other in one process, over and over:
/// differences of a few percent between them drown in what separates two processes.
/// </summary>
public sealed class Comparison : IDisposable
{
    /// <summary>Strategies that are measured once more with the flight recorder on.</summary>
    private static readonly string[] Recorded = ["none", "prepare-tick"];

    private readonly byte[] _page = new byte[PageSize.Bytes];
    private readonly PageSet _pages = new(PageKind.Runtime, PageRegion.PageCount);
    private readonly ZramDevice _zram;
    private readonly ZramDevice _checked;
    private readonly BareLayer _bare;

    /// <summary>Populates a region for each strategy.</summary>
    public Comparison()
    {
        Codec = BenchCodecs.Preferred(CodecAlgorithm.Lz4);
        _bare = new BareLayer(BenchDevice.Zram, _pages);
        _zram = new ZramDevice(new ZramOptions(PageRegion.PageCount, Codec));
        _checked = new ZramDevice(new ZramOptions(PageRegion.PageCount, Codec) { Checksum = true });
        Strategies =
        [
            .. PageRegion.Syncs.Select(sync => new StrategyComparison(sync, _pages)),
            .. Recorded.Select(sync => new StrategyComparison(sync, _pages, flightRecorder: true)),
        ];
        Put(_zram);
        Put(_checked);
    }

    /// <summary>The codec of the device, and the bare one.</summary>
    public CodecChoice Codec { get; }

    /// <summary>The strategies, in the order of the documentation, and those that are recorded.</summary>
    public IReadOnlyList<StrategyComparison> Strategies { get; }

    /// <summary>The bare codec in.</summary>
    public Samples Encode { get; } = new("bare encode");

    /// <summary>The bare codec out.</summary>
    public Samples Decode { get; } = new("bare decode");

    /// <summary>A write to a slot of zram that holds a page: frees the old object, compresses, stores.</summary>
    public Samples ZramPut { get; } = new("zram put");

    /// <summary>A read of a slot of zram.</summary>
    public Samples ZramGet { get; } = new("zram get");

    /// <summary>A write with checksums on.</summary>
    public Samples CheckedPut { get; } = new("zram put with checksum");

    /// <summary>A read with checksums on.</summary>
    public Samples CheckedGet { get; } = new("zram get with checksum");

    /// <summary>What the device took for these pages.</summary>
    public DeviceMemory Memory => _zram.Memory;

    /// <summary>Measures everything once.</summary>
    /// <param name="number">Of the repeat; who goes first depends on it, so that nobody always follows the same one.</param>
    public void Repeat(int number)
    {
        for (int i = 0; i < Strategies.Count; i++)
            Strategies[(i + number) % Strategies.Count].Repeat();
        Encode.Measure(() => _ = _bare.In());
        Decode.Measure(() => _ = _bare.Out());
        ZramPut.Measure(() => Put(_zram));
        ZramGet.Measure(() => Get(_zram));
        CheckedPut.Measure(() => Put(_checked));
        CheckedGet.Measure(() => Get(_checked));
    }

    /// <summary>Forgets the warm-up.</summary>
    public void Forget()
    {
        foreach (Samples samples in All())
            samples.Forget();
    }

    /// <summary>Checks that all of it did what it should.</summary>
    /// <exception cref="CheckFailedException">It did not.</exception>
    public void Check()
    {
        foreach (StrategyComparison strategy in Strategies)
            strategy.Region.Check();
        for (int i = 0; i < _pages.Length; i++)
        {
            _ = _zram.Read((uint)i, _page);
            CheckFailedException.Unless(_pages[i].SequenceEqual(_page), $"zram lost page {i}");
            _ = _checked.Read((uint)i, _page);
            CheckFailedException.Unless(_pages[i].SequenceEqual(_page), $"zram with checksums lost page {i}");
        }
        CheckFailedException.Unless(_zram.CheckIntegrity().Count == 0, "zram is not whole");
    }

    /// <summary>Everything measured, in the table's order.</summary>
    public IEnumerable<Samples> All() =>
        [
            .. Strategies.Select(strategy => strategy.Access),
            Encode,
            ZramPut,
            CheckedPut,
            .. Strategies.Select(strategy => strategy.SwapOut),
            Decode,
            ZramGet,
            CheckedGet,
            .. Strategies.Select(strategy => strategy.SwapIn),
        ];

    /// <summary>Frees everything.</summary>
    public void Dispose()
    {
        foreach (StrategyComparison strategy in Strategies)
            strategy.Dispose();
        _zram.Dispose();
        _checked.Dispose();
        _bare.Dispose();
    }

    private void Put(ZramDevice device)
    {
        int failures = 0;
        for (int i = 0; i < _pages.Length; i++)
            failures += (int)device.Write((uint)i, _pages[i]);
        CheckFailedException.Unless(failures == 0, "a write failed");
    }

    private void Get(ZramDevice device)
    {
        int failures = 0;
        for (int i = 0; i < _pages.Length; i++)
            failures += (int)device.Read((uint)i, _page);
        CheckFailedException.Unless(failures == 0, "a read failed");
    }
}
