using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Bench.Throughput;

/// <summary>
/// Every step with every number of threads, once in each repeat and in changing order: what slows the machine for a while
/// slows both sides of a ratio.
/// </summary>
public sealed class ThroughputRun : IDisposable
{
    private readonly ThroughputOptions _options;
    private readonly ZramDevice _device;
    private readonly ThroughputThread[] _threads;
    private readonly Dictionary<(string, int), List<double>> _rates = [];

    /// <summary>Fills the device.</summary>
    public ThroughputRun(ThroughputOptions options, PageSet pages)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        uint slots = (uint)(options.ThreadsMax * ThroughputThread.PageCount);
        _device = new ZramDevice(new ZramOptions(slots, options.Codec) { Checksum = options.Checksum });
        _threads =
        [
            .. Enumerable
                .Range(0, options.ThreadsMax)
                .Select(i => new ThroughputThread(i, _device, pages, options.Codec)),
        ];
    }

    /// <summary>Runs all repeats, after one that is not counted.</summary>
    /// <exception cref="CheckFailedException">The device is not whole, or something failed.</exception>
    public IReadOnlyList<ThroughputRow> Run()
    {
        Repeat(0);
        _rates.Clear();
        for (int i = 0; i < _options.Repeats; i++)
            Repeat(i);
        foreach (ThroughputThread thread in _threads)
            thread.Check();
        IReadOnlyList<string> violations = _device.CheckIntegrity();
        CheckFailedException.Unless(violations.Count == 0, string.Join("; ", violations));
        return
        [
            .. from step in ThroughputStep.All
            from count in _options.ThreadCounts
            select new ThroughputRow(
                step.Name,
                count,
                Spread.Of(_rates[(step.Name, count)]),
                Over(step.Name, count, step.Name, 1),
                BareOf(step.Name) is { } bare ? Over(step.Name, count, bare, count) : null
            ),
        ];
    }

    /// <summary>Frees the device.</summary>
    public void Dispose()
    {
        foreach (ThroughputThread thread in _threads)
            thread.Dispose();
        _device.Dispose();
    }

    private void Repeat(int number)
    {
        IReadOnlyList<int> counts = _options.ThreadCounts;
        foreach (ThroughputStep step in ThroughputStep.All)
        {
            for (int i = 0; i < counts.Count; i++)
            {
                int count = counts[(i + number) % counts.Count];
                double rate = ThroughputMeter.Measure(step, _threads.AsSpan(0, count), _options.Seconds);
                if (!_rates.TryGetValue((step.Name, count), out List<double>? rates))
                    _rates[(step.Name, count)] = rates = [];
                rates.Add(rate);
            }
        }
    }

    private Spread Over(string step, int count, string below, int belowCount) =>
        Spread.Of([.. _rates[(step, count)].Zip(_rates[(below, belowCount)], (mine, its) => mine / its)]);

    private static string? BareOf(string step) =>
        step switch
        {
            "put" => "bareEncode",
            "get" => "bareDecode",
            _ => null,
        };
}
