using System.Diagnostics;
using System.Globalization;

namespace SwapStress.Stress.Doctor;

/// <summary>
/// The barrier that every processor of the process executes: a thread that is about to wait for a lock pays for it, and
/// who drops the lock does not (<c>membarrier</c> on Linux, else one of the runtime's).
/// </summary>
internal static class BarrierExamination
{
    private const int Barriers = 200;

    /// <summary>Where it is slower, contended locks are.</summary>
    private const double UsMax = 100;

    /// <summary>Measures.</summary>
    public static Finding Examine()
    {
        long[] took = new long[Barriers];
        for (int i = 0; i < took.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Interlocked.MemoryBarrierProcessWide();
            took[i] = Stopwatch.GetTimestamp() - start;
        }
        Array.Sort(took);
        return Describe(took[took.Length / 2] * 1e6 / Stopwatch.Frequency);
    }

    /// <summary>What a measured one says.</summary>
    /// <param name="us">How long it took, in microseconds.</param>
    internal static Finding Describe(double us)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"a process-wide one takes {us:0.0} us");
        return us <= UsMax
            ? Finding.Ok("barrier", text)
            : Finding.Note("barrier", $"{text}: locks with waiters are slow (is membarrier(2) missing?)");
    }
}
