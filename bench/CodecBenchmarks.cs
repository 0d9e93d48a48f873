using BenchmarkDotNet.Attributes;

namespace SwapStress.Bench;

/// <summary>A page in and out of each codec of each provider.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private BareCodec _codec = null!;

    [ParamsSource(nameof(Codecs))]
    public string Codec { get; set; } = "";

    [ParamsAllValues]
    public PageContent Content { get; set; }

    public static IEnumerable<string> Codecs => BenchCodecs.Names();

    [GlobalSetup]
    public void Setup() => _codec = new BareCodec(BenchCodecs.Find(Codec), new PageSet(Content));

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public long Compress() => _codec.Encode();

    [Benchmark(OperationsPerInvoke = PageSet.Count)]
    public int Decompress() => _codec.Decode();

    [GlobalCleanup]
    public void Cleanup() => _codec.Dispose();
}
