using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Store;

namespace SwapStress.Stress.SwapIn;

/// <summary>The repeats of one contender.</summary>
internal sealed class SweepResult(StrategyInfo contender, int pageCount)
{
    private readonly List<double> _swapIn = [];
    private readonly List<double> _swapOut = [];

    public StrategyInfo Contender => contender;

    /// <summary>mm_stat of the last repeat, all paged out.</summary>
    public DeviceMemory? Memory { get; private set; }

    /// <summary>The slots of the last repeat.</summary>
    public SlotLayout? Slots { get; private set; }

    /// <summary>Nanoseconds a page of each repeat's swap-in.</summary>
    public IReadOnlyList<double> SwapInNs => _swapIn;

    /// <summary>Nanoseconds a page of each repeat's swap-out.</summary>
    public IReadOnlyList<double> SwapOutNs => _swapOut;

    /// <summary>Takes one more repeat.</summary>
    public void Add(SweepTimes times)
    {
        ArgumentNullException.ThrowIfNull(times);
        _swapIn.Add(times.SwapIn.TotalNanoseconds / pageCount);
        _swapOut.Add(times.SwapOut.TotalNanoseconds / pageCount);
        Memory = times.Memory;
        Slots = times.Slots;
    }

    /// <summary>
    /// The middle of the ratios of two series, repeat by repeat: what slows the machine for a while slows both. Null
    /// without repeats.
    /// </summary>
    public static double? Ratio(IReadOnlyList<double> series, IReadOnlyList<double> below)
    {
        double[] ratios = [.. series.Zip(below, (mine, its) => mine / its)];
        return ratios.Length == 0 ? null : Spread.Of(ratios).Median;
    }
}
