using System.Diagnostics;
using System.Runtime.InteropServices;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Workers;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.SwapIn;

/// <summary>What one sweep took.</summary>
/// <param name="SwapOut">To page out every page.</param>
/// <param name="SwapIn">To bring every page back.</param>
/// <param name="Memory">mm_stat when all was paged out; null where there is none.</param>
/// <param name="Slots">The slots then; null where they cannot be seen.</param>
internal sealed record SweepTimes(TimeSpan SwapOut, TimeSpan SwapIn, DeviceMemory? Memory, SlotLayout? Slots);

/// <summary>
/// The microbenchmark of the patch mail: populate, page out everything, time the sweep that brings it back. It is done
/// twice, and the second time counts: the first touches the memory that the store and the frames live in.
/// </summary>
/// <param name="crew">The threads; the first one populates and pages out.</param>
internal sealed class Sweep(WorkerCrew crew, PageContent content, StopFlag stop)
{
    private const int Cycles = 2;

    /// <summary>Pages and cycles after which the code is compiled as it stays, by what the first calls have shown.</summary>
    public const int WarmUpPages = 2048;
    private const int WarmUpCycles = 20;

    /// <summary>Pages between two looks at the flag.</summary>
    private const int PagesPerChunk = 1 << 14;

    /// <summary>A kernel leaves a page that is on its way to the LRU: it is asked again, so often.</summary>
    private const int PageOutsMax = 200;

    /// <summary>Measures a region that nobody has used yet.</summary>
    /// <returns>Null if it was stopped.</returns>
    /// <exception cref="EnvironmentException">Pages stay in memory.</exception>
    /// <exception cref="DataLossException">A page is not what it was.</exception>
    public SweepTimes? Run(SweepRegion region) => Run(region, Cycles);

    /// <summary>The same on a region of <see cref="WarmUpPages"/>, until the code is warm; nothing is measured.</summary>
    public void WarmUp(SweepRegion region) => _ = Run(region, WarmUpCycles);

    private SweepTimes? Run(SweepRegion region, int cycles)
    {
        ArgumentNullException.ThrowIfNull(region);
        OnFirst(() => Populate(region));
        SweepTimes? times = null;
        for (int cycle = 0; cycle < cycles && !stop.IsRequested; cycle++)
            times = RunCycle(region);
        if (stop.IsRequested)
            return null;
        OnFirst(() => Check(region, cycles));
        return times;
    }

    private SweepTimes RunCycle(SweepRegion region)
    {
        TimeSpan swapOut = default;
        OnFirst(() => swapOut = PageOutAll(region));
        // None of this is between the two clocks of a sweep.
        DeviceMemory? memory = region.ReadMemory();
        SlotLayout? slots = region.ReadSlots();
        var starts = new long[crew.Count];
        var ends = new long[crew.Count];
        crew.Run(thread =>
        {
            ProcessorPin.PinThread(thread);
            (int first, int count) = PartOf(region, thread);
            starts[thread] = Stopwatch.GetTimestamp();
            InChunks(first, count, region.Touch);
            ends[thread] = Stopwatch.GetTimestamp();
        });
        return new SweepTimes(swapOut, Stopwatch.GetElapsedTime(starts.Min(), ends.Max()), memory, slots);
    }

    private void Populate(SweepRegion region)
    {
        Span<byte> page = stackalloc byte[PageSize.Bytes];
        for (int index = 0; index < region.PageCount && !stop.IsRequested; index++)
        {
            content.Fill(index, page);
            region.WritePage(index, page);
        }
    }

    private TimeSpan PageOutAll(SweepRegion region)
    {
        long start = Stopwatch.GetTimestamp();
        InChunks(0, region.PageCount, region.PageOut);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        int resident = region.CountResident();
        for (int again = 0; resident > 0 && again < PageOutsMax && !stop.IsRequested; again++)
        {
            // What was left over is paged out unmeasured; it is a page or two.
            Thread.Sleep(1);
            region.PageOut(0, region.PageCount);
            resident = region.CountResident();
        }
        if (resident > 0 && !stop.IsRequested)
            throw new EnvironmentException(
                $"{resident} of {region.PageCount} pages stay in memory when all are paged out: is there room for them in swap?"
            );
        return elapsed;
    }

    private void Check(SweepRegion region, int cycles)
    {
        Span<byte> expected = stackalloc byte[PageSize.Bytes];
        Span<byte> found = stackalloc byte[PageSize.Bytes];
        for (int page = 0; page < region.PageCount && !stop.IsRequested; page++)
        {
            content.Fill(page, expected);
            MemoryMarshal.Write(expected, (ulong)cycles);
            region.ReadPage(page, found);
            if (!found.SequenceEqual(expected))
                throw new DataLossException(
                    $"page {page} is not what it was after {cycles} sweeps: its counter is {MemoryMarshal.Read<ulong>(found)}"
                );
        }
    }

    private void InChunks(int first, int count, Action<int, int> step)
    {
        for (int done = 0; done < count && !stop.IsRequested; done += PagesPerChunk)
            step(first + done, Math.Min(PagesPerChunk, count - done));
    }

    private (int First, int Count) PartOf(SweepRegion region, int thread)
    {
        int first = (int)((long)region.PageCount * thread / crew.Count);
        int end = (int)((long)region.PageCount * (thread + 1) / crew.Count);
        return (first, end - first);
    }

    /// <summary>Runs a step on the first thread, which pages out and, alone, also brings back.</summary>
    internal void OnFirst(Action step) =>
        crew.Run(thread =>
        {
            ProcessorPin.PinThread(thread);
            if (thread == 0)
                step();
        });
}
