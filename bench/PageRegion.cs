using SwapStress.Paging;
using SwapStress.Paging.Sync;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;

namespace SwapStress.Bench;

/// <summary>
/// An address space whose pages hold a <see cref="PageSet"/>, and the three things that are measured on it: an access
/// to a resident page, a fault, an eviction. Slots and frames are laid out alike for each strategy.
/// </summary>
public sealed class PageRegion : IDisposable
{
    /// <summary>Pages of a region: 8 MiB, more than a core's own caches.</summary>
    public const int PageCount = 2048;

    private const int Hz = 250;

    private readonly PageSet _pages;
    private readonly SwapDevice _device;
    private readonly AddressSpace _space;
    private ulong _additions;
    private long _faults;
    private long _pageOuts;

    /// <summary>A region with all its pages resident and dirty.</summary>
    /// <param name="device">What is below; it reads and writes without a delay.</param>
    /// <param name="flightRecorder">Whether the flight recorder is on.</param>
    public PageRegion(string sync, BenchDevice device, PageSet pages, bool flightRecorder = false)
    {
        Sync = sync;
        _pages = pages;
        // Twice the slots: a slot is never looked for, in a region that always finds one.
        const uint slots = 2 * PageCount;
        _device =
            device == BenchDevice.Zram
                ? new ZramDevice(new ZramOptions(slots, BenchCodecs.Preferred(CodecAlgorithm.Lz4)))
                : new BrdDevice(slots);
        _space = new AddressSpace(
            new AddressSpaceOptions
            {
                PageCount = PageCount,
                Sync = SwapInSyncs.Find(sync, Hz)!,
                FlightRecorder = flightRecorder,
            },
            _device
        );
        for (int page = 0; page < PageCount; page++)
            _space.WritePage(page, pages[page]);
    }

    /// <summary>The strategies' names.</summary>
    public static IReadOnlyList<string> Syncs { get; } = [.. SwapInSyncs.All(Hz).Select(sync => sync.Name)];

    /// <summary>Name of the strategy.</summary>
    public string Sync { get; }

    /// <summary>What the device holds and takes.</summary>
    public DeviceMemory Memory => _device.Memory;

    /// <summary>Adds to the counter of each page: an access where it is resident, a fault where it is not.</summary>
    public void TouchAll()
    {
        for (int page = 0; page < PageCount; page++)
            _ = _space.FetchAdd(page, 1, out _);
        _additions++;
    }

    /// <summary>Faults in every page of a region that was paged out.</summary>
    public void FaultAll()
    {
        TouchAll();
        _faults += PageCount;
    }

    /// <summary>Pages out every page of a region that is resident.</summary>
    public void PageOutAll()
    {
        int freed = _space.PageOut(0, PageCount);
        CheckFailedException.Unless(freed == PageCount, $"{Sync}: {freed} pages of {PageCount} were paged out");
        _pageOuts += PageCount;
    }

    /// <summary>Checks that exactly what was asked for has happened, that no page lost anything, and that all adds up.</summary>
    /// <exception cref="CheckFailedException">It did not.</exception>
    public void Check()
    {
        var counted = _space.ReadStatistics();
        CheckFailedException.Unless(
            counted.MajorFaults == _faults && counted.SwapOuts == _pageOuts && counted.Reclaimed == _pageOuts,
            $"{Sync}: {counted.MajorFaults} faults, {counted.SwapOuts} pages written and {counted.Reclaimed} freed, "
                + $"not {_faults} and {_pageOuts}"
        );
        CheckFailedException.Unless(
            counted is { Refaults: 0, OutOfFrames: 0, SwapFull: 0, StaleInstalls: 0 },
            $"{Sync}: {counted}"
        );
        IReadOnlyList<string> violations = [.. _space.CheckQuiescent(), .. _device.CheckIntegrity()];
        CheckFailedException.Unless(violations.Count == 0, $"{Sync}: {string.Join("; ", violations)}");
        CheckContent();
    }

    /// <summary>Frees the region and its device.</summary>
    public void Dispose()
    {
        _space.Dispose();
        _device.Dispose();
    }

    /// <summary>Last, because it faults pages in.</summary>
    private void CheckContent()
    {
        byte[] got = new byte[PageSize.Bytes];
        byte[] expected = new byte[PageSize.Bytes];
        for (int page = 0; page < PageCount; page++)
        {
            bool wasResident = _space.IsResident(page);
            _space.ReadPage(page, got);
            _faults += wasResident ? 0 : 1;
            _pages[page].CopyTo(expected);
            BitConverter.TryWriteBytes(expected, BitConverter.ToUInt64(_pages[page]) + _additions);
            CheckFailedException.Unless(
                got.AsSpan().SequenceEqual(expected),
                $"{Sync}: page {page} is not what it was"
            );
        }
    }
}
