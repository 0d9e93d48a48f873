using SwapStress.Primitives.Locking;
using SwapStress.Store;

namespace SwapStress.Harness.Tests;

/// <summary>
/// A device with a planted deadlock: each read takes two locks, the first reader in one order and the second in the other,
/// and each has its first when it wants its second.
/// </summary>
internal sealed class DeadlockingDevice(uint slotCount) : SwapDevice(slotCount, default)
{
    private int _readers;
    private readonly RankedLock[] _locks = [new(LockRank.DeviceSlot), new(LockRank.CompressionStream)];
    private readonly ManualResetEventSlim[] _isTaken = [new(), new()];

    public override string Name => "deadlocking";

    public override bool NeedsStableWrites => false;

    public override DeviceMemory Memory => default;

    public override void NotifySlotFree(uint slot) { }

    public override void Reset() { }

    public override void NoteLocks(HeldLocks held)
    {
        held.Add(_locks[0].Holder, () => "lock A");
        held.Add(_locks[1].Holder, () => "lock B");
    }

    protected override DeviceStatus ReadPage(uint slot, Span<byte> page)
    {
        int first = Interlocked.Increment(ref _readers) & 1;
        _locks[first].TryEnter();
        _isTaken[first].Set();
        _isTaken[1 - first].Wait();
        // Never comes back: the other one has it, and waits for the first. A thread that waits here is left behind.
        while (!_locks[1 - first].TryEnter())
            Thread.Sleep(10);
        return DeviceStatus.Ok;
    }

    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page) => DeviceStatus.Ok;
}
