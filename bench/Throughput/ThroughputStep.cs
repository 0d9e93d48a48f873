namespace SwapStress.Bench.Throughput;

/// <summary>What is measured.</summary>
internal sealed class ThroughputStep
{
    private readonly Action<ThroughputThread, int> _page;

    private ThroughputStep(string name, Action<ThroughputThread, int> page) => (Name, _page) = (name, page);

    /// <summary>The codec beside the device, in and out: what a machine gives to two threads at all is in its rows.</summary>
    public static IReadOnlyList<ThroughputStep> All { get; } =
    [
        new("bareEncode", (thread, page) => thread.Encode(page)),
        new("put", (thread, page) => thread.Put(page)),
        new("bareDecode", (thread, page) => thread.Decode(page)),
        new("get", (thread, page) => thread.Get(page)),
    ];

    public string Name { get; }

    /// <summary>Does it to one page.</summary>
    public void Run(ThroughputThread thread, int page) => _page(thread, page);
}
