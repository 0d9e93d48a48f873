using System.Runtime.InteropServices;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Stress.SwapIn;

namespace SwapStress.Stress.Tests.SwapIn;

/// <summary>Plain memory that notes what a sweep does with it.</summary>
internal sealed class FakeSweepRegion(int pageCount) : SweepRegion(pageCount)
{
    private readonly byte[][] _pages = [.. Enumerable.Range(0, pageCount).Select(_ => new byte[PageSize.Bytes])];
    private readonly bool[] _isOut = new bool[pageCount];

    /// <summary>Pages that the first request of a cycle leaves in memory.</summary>
    public int Stubborn { get; init; }

    /// <summary>Pages that no request takes out.</summary>
    public int Immovable { get; init; }

    /// <summary>A page whose last update is lost.</summary>
    public int Lossy { get; init; } = -1;

    /// <summary>Swap-ins and accesses to resident pages.</summary>
    public int SwapIns;
    public int Hits;

    public bool IsDisposed { get; private set; }

    /// <summary>Called before each page is touched.</summary>
    public Action? BeforeTouch { get; init; }

    public SlotLayout? Slots { get; init; }

    public override void WritePage(int page, ReadOnlySpan<byte> content) => content.CopyTo(_pages[page]);

    public override void ReadPage(int page, Span<byte> content) => _pages[page].CopyTo(content);

    public override void Touch(int firstPage, int pageCount)
    {
        for (int page = firstPage; page < firstPage + pageCount; page++)
        {
            BeforeTouch?.Invoke();
            Interlocked.Increment(ref _isOut[page] ? ref SwapIns : ref Hits);
            _isOut[page] = false;
            if (page != Lossy)
                MemoryMarshal.Cast<byte, ulong>(_pages[page].AsSpan())[0]++;
        }
    }

    public override void PageOut(int firstPage, int pageCount)
    {
        bool isFirst = !_isOut.Contains(true);
        int stays = Immovable + (isFirst ? Stubborn : 0);
        for (int page = Math.Max(firstPage, stays); page < firstPage + pageCount; page++)
            _isOut[page] = true;
    }

    public override int CountResident() => _isOut.Count(isOut => !isOut);

    public override DeviceMemory? ReadMemory() => null;

    public override SlotLayout? ReadSlots() => Slots;

    protected override void Dispose(bool disposing) => IsDisposed = true;
}
