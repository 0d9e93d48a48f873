using System.Diagnostics;
using SwapStress.Primitives;

namespace SwapStress.Bench.Compare;

/// <summary>What a step took a page, in nanoseconds, in each repeat.</summary>
public sealed class Samples(string name)
{
    private readonly List<double> _values = [];

    /// <summary>What is measured.</summary>
    public string Name => name;

    /// <summary>Runs a step on every page of a region and keeps its time a page.</summary>
    public void Measure(Action step, int passes = 1)
    {
        long start = Stopwatch.GetTimestamp();
        for (int pass = 0; pass < passes; pass++)
            step();
        _values.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / (PageRegion.PageCount * passes));
    }

    /// <summary>Forgets the warm-up.</summary>
    public void Forget() => _values.Clear();

    /// <summary>The middle and the spread.</summary>
    public Spread Spread() => Primitives.Spread.Of(_values);

    /// <summary>
    /// The middle and the spread of the ratios to another measurement, repeat by repeat: what slows the machine down
    /// for a while slows both.
    /// </summary>
    public Spread Over(Samples other) => Primitives.Spread.Of(_values.Zip(other._values, (mine, its) => mine / its));
}
