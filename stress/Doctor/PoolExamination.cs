using System.Diagnostics;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Zram;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Doctor;

/// <summary>Fills a device, frees a part of it, compacts it, and reads back what is left.</summary>
internal sealed class PoolExamination(ZramDevice device, PageContent content, DoctorOptions options)
{
    /// <summary>With all pages stored.</summary>
    public PoolState? Filled { get; private set; }

    public PoolState? Freed { get; private set; }

    /// <summary>After the compaction.</summary>
    public PoolState? Compacted { get; private set; }

    /// <summary>Slots that were freed.</summary>
    public int FreedSlots { get; private set; }

    /// <summary>What the compaction says that it freed.</summary>
    public long FreedPages { get; private set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Does all of it.</summary>
    /// <exception cref="EnvironmentException">The host has no memory for the pages.</exception>
    /// <exception cref="DataLossException">A page is not as it was written.</exception>
    public void Run()
    {
        byte[] page = new byte[PageSize.Bytes];
        for (int slot = 0; slot < options.PageCount; slot++)
        {
            content.Fill(slot, page);
            if (device.Write((uint)slot, page) != DeviceStatus.Ok)
                throw new EnvironmentException(
                    $"the host has no memory for {options.PageCount} pages; write a smaller --size"
                );
        }
        Filled = PoolState.Of(device);
        for (int slot = 0; slot < options.PageCount; slot++)
        {
            if (!IsFreed(slot))
                continue;
            device.NotifySlotFree((uint)slot);
            FreedSlots++;
        }
        Freed = PoolState.Of(device);
        long start = Stopwatch.GetTimestamp();
        FreedPages = device.Compact();
        Duration = Stopwatch.GetElapsedTime(start);
        Compacted = PoolState.Of(device);
        Verify(page);
    }

    private bool IsFreed(int slot) =>
        SplitMix64.At(options.Seed, (ulong)slot) >> 1 < (ulong)(options.FreePercent / 100 * (1UL << 63));

    private void Verify(byte[] page)
    {
        byte[] expected = new byte[PageSize.Bytes];
        for (int slot = 0; slot < options.PageCount; slot++)
        {
            expected.AsSpan().Clear();
            if (!IsFreed(slot))
                content.Fill(slot, expected);
            if (device.Read((uint)slot, page) != DeviceStatus.Ok || !page.AsSpan().SequenceEqual(expected))
                throw new DataLossException($"page {slot} is not as it was written, after the compaction");
        }
        if (device.CheckIntegrity() is [string violation, ..])
            throw new InvalidOperationException(violation);
    }
}
