using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Workers;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.SwapIn;

/// <summary>
/// Contenders in turn (A B C, B C A, ...), each repeat on a fresh region, so that all begin with the same slots and
/// frames; one region at a time, so that each may take most of the memory. The bare codec is measured in each repeat.
/// </summary>
/// <param name="create">Makes a contender's region of so many pages.</param>
/// <param name="bare">The codec alone; null where the kernel's is none of ours.</param>
internal sealed class SweepComparison(
    SweepOptions options,
    Func<StrategyInfo, int, SweepRegion> create,
    PageContent content,
    BareCodec? bare
)
{
    private readonly List<double> _encode = [];
    private readonly List<double> _decode = [];

    /// <summary>The contenders, in the order of the options.</summary>
    public IReadOnlyList<SweepResult> Results { get; } =
    [.. options.Contenders.Select(contender => new SweepResult(contender, options.PageCount))];

    /// <summary>Nanoseconds a page of the bare codec in, of each repeat.</summary>
    public IReadOnlyList<double> EncodeNs => _encode;

    /// <summary>Nanoseconds a page of the bare codec out, of each repeat.</summary>
    public IReadOnlyList<double> DecodeNs => _decode;

    /// <summary>Whether all strategies of the model had the same slots in the last repeat.</summary>
    public bool HasOneLayout =>
        Results.Where(result => !result.Contender.IsKernel).Select(result => result.Slots?.Digest).Distinct().Count()
        <= 1;

    /// <summary>Measures everything, until it is stopped; a repeat that was not finished is not in the results.</summary>
    /// <param name="repeatDone">Hears of each repeat that is complete, by its number from 0.</param>
    /// <exception cref="EnvironmentException">The machine cannot do it.</exception>
    /// <exception cref="DataLossException">A page came back other than it went.</exception>
    public void Run(StopFlag stop, Action<int> repeatDone)
    {
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(repeatDone);
        using WorkerCrew crew = WorkerCrew.Start(options.Threads, "sweep", stop);
        if (crew.Count < options.Threads && !stop.IsRequested)
            throw new EnvironmentException(
                $"the system refused a thread after {crew.Count}: {crew.StartFailure}; write fewer --threads"
            );
        var sweep = new Sweep(crew, content, stop);
        foreach (SweepResult result in Results)
        {
            using SweepRegion region = create(result.Contender, Math.Min(options.PageCount, Sweep.WarmUpPages));
            sweep.WarmUp(region);
        }
        for (int repeat = 0; repeat < options.Repeats && !stop.IsRequested; repeat++)
        {
            if (TryRepeat(repeat, sweep, stop))
                repeatDone(repeat);
        }
    }

    private bool TryRepeat(int repeat, Sweep sweep, StopFlag stop)
    {
        var times = new SweepTimes[Results.Count];
        for (int turn = 0; turn < Results.Count; turn++)
        {
            int index = (turn + repeat) % Results.Count;
            using SweepRegion region = create(Results[index].Contender, options.PageCount);
            if (sweep.Run(region) is not { } measured)
                return false;
            times[index] = measured;
        }
        if (stop.IsRequested)
            return false;
        for (int i = 0; i < times.Length; i++)
            Results[i].Add(times[i]);
        if (bare is not null)
        {
            // On the processor of the sweeps: another one may be busy with something else.
            sweep.OnFirst(() =>
            {
                _encode.Add(bare.EncodeNsPerPage());
                _decode.Add(bare.DecodeNsPerPage());
            });
        }
        return true;
    }
}
