namespace SwapStress.Harness.Options;

/// <summary>
/// How a round's workers are shared out over the threads there are: wave after wave, each as many as there are threads
/// and each waited for before the next, until every worker has had its turn.
/// </summary>
/// <param name="Workers">Workers of a round; what one does depends on its number among all of them.</param>
internal sealed record WavePlan(int Workers, int Threads)
{
    /// <summary>The most workers that may run in waves; each takes memory for its progress.</summary>
    public const int WorkersMax = 1 << 24;

    /// <summary>Waves of a round; 1 where every worker has a thread.</summary>
    public int Waves => Threads == 0 ? 0 : (int)(((long)Workers + Threads - 1) / Threads);

    /// <summary>The plan for as many threads as were started.</summary>
    /// <param name="inWaves">Whether those that got no thread run later; else they do not run.</param>
    public static WavePlan For(int requested, int threads, bool inWaves) => new(inWaves ? requested : threads, threads);

    /// <summary>Number of a wave's first worker.</summary>
    /// <param name="wave">The wave, from 0.</param>
    public int FirstOf(int wave) => wave * Threads;

    /// <summary>Workers of a wave: as many as threads, or what is left for the last.</summary>
    /// <param name="wave">The wave, from 0.</param>
    public int SizeOf(int wave) => Math.Min(Threads, Workers - FirstOf(wave));
}
