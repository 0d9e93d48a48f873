using BenchmarkDotNet.Attributes;

namespace SwapStress.Bench;

/// <summary>
/// An eviction of a dirty page, beside the bare codec (zram) or a copy (brd) of the same pages. The region is faulted in
/// by writes before each iteration, untimed.
/// </summary>
[MemoryDiagnoser]
[InvocationCount(1)]
[WarmupCount(50)]
[IterationCount(100)]
public class SwapOutBenchmarks
{
    private PageRegion _region = null!;
    private BareLayer _bare = null!;

    [ParamsSource(nameof(Syncs))]
    public string Sync { get; set; } = "";

    [ParamsAllValues]
    public BenchDevice Device { get; set; }

    public static IEnumerable<string> Syncs => PageRegion.Syncs;

    [GlobalSetup]
    public void Setup()
    {
        var pages = new PageSet(PageKind.Runtime, PageRegion.PageCount);
        _region = new PageRegion(Sync, Device, pages);
        _bare = new BareLayer(Device, pages);
        _region.PageOutAll();
    }

    [IterationSetup(Target = nameof(SwapOut))]
    public void FaultIn() => _region.FaultAll();

    [Benchmark(OperationsPerInvoke = PageRegion.PageCount)]
    public void SwapOut() => _region.PageOutAll();

    [Benchmark(Baseline = true, OperationsPerInvoke = PageRegion.PageCount)]
    public long BareWrite() => _bare.In();

    [GlobalCleanup]
    public void Cleanup()
    {
        _region.Check();
        _region.Dispose();
        _bare.Dispose();
    }
}
