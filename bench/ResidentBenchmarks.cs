using BenchmarkDotNet.Attributes;

namespace SwapStress.Bench;

/// <summary>An access to a page that is there: what a worker does between faults.</summary>
[MemoryDiagnoser]
public class ResidentBenchmarks
{
    private PageRegion _region = null!;

    [ParamsSource(nameof(Syncs))]
    public string Sync { get; set; } = "";

    public static IEnumerable<string> Syncs => PageRegion.Syncs;

    [GlobalSetup]
    public void Setup() =>
        _region = new PageRegion(Sync, BenchDevice.Brd, new PageSet(PageKind.Runtime, PageRegion.PageCount));

    [Benchmark(OperationsPerInvoke = PageRegion.PageCount)]
    public void Access() => _region.TouchAll();

    [GlobalCleanup]
    public void Cleanup()
    {
        _region.Check();
        _region.Dispose();
    }
}
