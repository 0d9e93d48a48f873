using SwapStress.Fuzz.Engine;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Zram;

namespace SwapStress.Fuzz.Store;

/// <summary>Damages a slot, reads it, and undoes the damage. Nobody else uses the device.</summary>
internal sealed unsafe class DamagedSlot(ZramDevice device, FakeBacking backing, bool checksum, GuardedBuffer target)
{
    private readonly byte[] _before = new byte[PageSize.Bytes];
    private readonly byte[] _first = new byte[PageSize.Bytes];

    /// <summary>One slot, which holds a page.</summary>
    public void Try(FuzzInput input, uint slot, byte[] page)
    {
        ZramSlot* entry = device.Slots + slot;
        if (entry->IsSame)
            TryBit(input, slot);
        else if (entry->IsWrittenBack)
            TryBlock(input, slot, entry->Block);
        else if (input.Chance(20))
            TryLength(input, slot, entry);
        else
            TryBytes(input, slot, entry);
        Assert.Equal(DeviceStatus.Ok, device.Read(slot, target.First(PageSize.Bytes)));
        Assert.True(target.First(PageSize.Bytes).SequenceEqual(page), $"slot {slot} did not come back");
    }

    private void TryBit(FuzzInput input, uint slot)
    {
        int bit = input.Below(64);
        device.FlipStoredBit(slot, bit);
        Read(slot, mustFail: checksum);
        device.FlipStoredBit(slot, bit);
    }

    private void TryBytes(FuzzInput input, uint slot, ZramSlot* entry)
    {
        Span<byte> stored = device.Pool.Map(entry->Handle, entry->Length);
        Span<byte> before = _before.AsSpan(0, stored.Length);
        stored.CopyTo(before);
        Damage.ApplyWithin(input, stored, Pages.Any(input.Below(5)));
        Read(slot, mustFail: checksum && !stored.SequenceEqual(before));
        before.CopyTo(stored);
    }

    /// <summary>As if the slot's word were damaged: more or fewer bytes, up to what the object has room for.</summary>
    private void TryLength(FuzzInput input, uint slot, ZramSlot* entry)
    {
        ZramSlot before = *entry;
        int length = 1 + input.Below(Math.Min(PageSize.Bytes, device.Pool.RoomOf(entry->Handle)));
        entry->SetObject(before.Handle, length, length == PageSize.Bytes, isOverrun: false);
        entry->SetPriority(before.Priority);
        Read(slot, mustFail: checksum && length != before.Length);
        *entry = before;
    }

    /// <summary>What is in a backing device has no checksum: it is read as it is.</summary>
    private void TryBlock(FuzzInput input, uint slot, uint block)
    {
        Span<byte> stored = backing.Bytes(block);
        stored.CopyTo(_before);
        Damage.ApplyWithin(input, stored, Pages.Any(input.Below(5)));
        Span<byte> page = target.First(PageSize.Bytes);
        Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
        Assert.True(page.SequenceEqual(stored));
        _before.CopyTo(stored);
    }

    private void Read(uint slot, bool mustFail)
    {
        Span<byte> page = target.First(PageSize.Bytes);
        page.Fill(0x5a);
        DeviceStatus status = device.Read(slot, page);
        if (mustFail || status != DeviceStatus.Ok)
        {
            Assert.Equal(DeviceStatus.IoError, status);
            return;
        }
        page.CopyTo(_first);
        page.Fill(0xa5);
        Assert.Equal(DeviceStatus.Ok, device.Read(slot, page));
        Assert.True(page.SequenceEqual(_first), $"slot {slot} was read, and not all of the page was written");
    }
}
