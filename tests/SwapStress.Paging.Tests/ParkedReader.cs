using SwapStress.Paging.Sync;

namespace SwapStress.Paging.Tests;

/// <summary>
/// The start of most interleavings: one page with a counter of 1 on a device with one usable slot, swapped out; a
/// thread T0 that adds 1 has read the slot and is parked with the 1 in hand.
/// </summary>
internal sealed class ParkedReader : IDisposable
{
    /// <summary>The header and one slot: whoever is swapped out next gets the same entry again.</summary>
    private const uint TwoSlots = 2;

    private readonly RamDevice _device = new(TwoSlots);
    private readonly Gate _gate = new();
    private readonly Worker _reader;

    public ParkedReader(string sync, bool flightRecorder = true)
    {
        Space = Make.Space(1, _device, SwapInSyncs.Find(sync, Make.Hz)!, flightRecorder: flightRecorder);
        Space.FetchAdd(0, 1, out _);
        Assert.Equal(1, Space.PageOut(0, 1));
        _device.AfterRead = _gate;
        _reader = Worker.Start(() => Seen = Space.FetchAdd(0, 1, out _));
        _gate.AwaitParked();
    }

    public AddressSpace Space { get; }

    /// <summary>What T0 found in the counter; once it was released.</summary>
    public ulong Seen { get; private set; }

    /// <summary>Lets T0 go on, and waits for it.</summary>
    public void Release()
    {
        _gate.Open();
        _reader.Join();
    }

    public void Dispose()
    {
        Space.Dispose();
        _device.Dispose();
    }
}
