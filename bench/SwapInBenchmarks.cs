using BenchmarkDotNet.Attributes;

namespace SwapStress.Bench;

/// <summary>
/// A fault on a page that was paged out, beside the bare codec (zram) or a copy (brd) of the same pages. The region is
/// paged out before each iteration, untimed.
/// </summary>
[MemoryDiagnoser]
[InvocationCount(1)]
[WarmupCount(50)]
[IterationCount(100)]
public class SwapInBenchmarks
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
    }

    [IterationSetup(Target = nameof(SwapIn))]
    public void PageOut() => _region.PageOutAll();

    [Benchmark(OperationsPerInvoke = PageRegion.PageCount)]
    public void SwapIn() => _region.FaultAll();

    [Benchmark(Baseline = true, OperationsPerInvoke = PageRegion.PageCount)]
    public long BareRead() => _bare.Out();

    [GlobalCleanup]
    public void Cleanup()
    {
        _region.Check();
        _region.Dispose();
        _bare.Dispose();
    }
}
