using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SwapStress.Primitives;
using SwapStress.Primitives.Memory;

namespace SwapStress.Paging.Folios;

/// <summary>
/// All page frames and their folios, in native memory, and the list of the free ones. The list is a stack, so that
/// a frame that was just freed, and is warm in the caches, is the next to be used.
/// </summary>
internal sealed unsafe class FolioTable : IDisposable
{
    /// <summary>No folio: none is free, or none was found.</summary>
    public const int NoFolio = -1;

    private const int CacheLineBytes = 64;
    private const int PrefetchLines = 8;

    private readonly NativeBlock _folioBlock;
    private readonly NativeBlock _frameBlock;
    private readonly Folio* _folios;
    private readonly byte* _frames;

    /// <summary>
    /// Top of the free stack: a tag in the high half, frame + 1 in the low half. Each change raises the tag, so that
    /// a pop cannot succeed with a next pointer that was read before another thread popped and pushed the same frame.
    /// (A count is right here: this is an allocator, not a decision of the model.)
    /// </summary>
    private long _freeTop;

    /// <summary>Frames never used so far are handed out in order, so that untouched ones cost no memory.</summary>
    private int _firstUnused;

    public FolioTable(int frameCount)
    {
        FrameCount = frameCount;
        _folioBlock = new NativeBlock((nuint)frameCount * Folio.SizeBytes);
        _frameBlock = new NativeBlock((nuint)frameCount * PageSize.Bytes);
        _folios = (Folio*)_folioBlock.Start;
        _frames = _frameBlock.Start;
    }

    public int FrameCount { get; }

    /// <summary>The state of a frame.</summary>
    public ref Folio this[int frame]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _folios[frame];
    }

    /// <summary>The first byte of a frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Frame(int frame) => _frames + ((nuint)(uint)frame << PageSize.Shift);

    /// <summary>A frame as bytes.</summary>
    public Span<byte> Bytes(int frame) => new(Frame(frame), PageSize.Bytes);

    /// <summary>Takes a free frame, with one reference and unspecified content.</summary>
    /// <returns>The frame, or <see cref="NoFolio"/>.</returns>
    public int Allocate() => Allocate(locked: false);

    /// <summary>The same, with the folio lock: for a frame that is about to be read into.</summary>
    /// <returns>The frame, or <see cref="NoFolio"/>.</returns>
    public int AllocateLocked() => Allocate(locked: true);

    /// <summary>Drops references, and frees the folio with the last (<c>folio_put</c>).</summary>
    public void Put(int frame, int count = 1)
    {
        if (_folios[frame].PutTest(count))
            Free(frame);
    }

    /// <summary>Frees a folio that nobody has a reference to.</summary>
    public void Free(int frame)
    {
        long top = Volatile.Read(ref _freeTop);
        while (true)
        {
            _folios[frame].NextFree = (int)(uint)top;
            long before = Interlocked.CompareExchange(ref _freeTop, Successor(top, frame + 1), top);
            if (before == top)
                return;
            top = before;
        }
    }

    /// <summary>Free frames, counted by walking the list; only while nobody allocates or frees.</summary>
    public int CountFree()
    {
        int count = FrameCount - Math.Min(_firstUnused, FrameCount);
        for (int next = (int)(uint)_freeTop; next != 0; next = _folios[next - 1].NextFree)
            count++;
        return count;
    }

    /// <summary>Has the free frames handed out in order again, as if none had ever been used. All must be free.</summary>
    public void Rewind()
    {
        _freeTop = 0;
        _firstUnused = 0;
    }

    public void Dispose()
    {
        _folioBlock.Dispose();
        _frameBlock.Dispose();
    }

    private int Allocate(bool locked)
    {
        int frame = Pop();
        if (frame == NoFolio)
            frame = TakeUnused();
        if (frame != NoFolio)
            _folios[frame].Prepare(locked);
        return frame;
    }

    private int Pop()
    {
        long top = Volatile.Read(ref _freeTop);
        while ((int)(uint)top != 0)
        {
            // The frame may be popped and even used by another thread before the exchange; then the tag has changed
            // and the next pointer read here is thrown away.
            int frame = (int)(uint)top - 1;
            int next = Volatile.Read(ref _folios[frame].NextFree);
            long before = Interlocked.CompareExchange(ref _freeTop, Successor(top, next), top);
            if (before == top)
            {
                PrefetchNext(next);
                return frame;
            }
            top = before;
        }
        return NoFolio;
    }

    /// <summary>The frame that will be allocated next is filled from its start: have its first lines on the way.</summary>
    private void PrefetchNext(int next)
    {
        if (next == 0 || !Sse.IsSupported)
            return;
        Sse.Prefetch0(_folios + (next - 1));
        byte* frame = Frame(next - 1);
        for (int line = 0; line < PrefetchLines; line++)
            Sse.Prefetch0(frame + (line * CacheLineBytes));
    }

    private int TakeUnused()
    {
        if (Volatile.Read(ref _firstUnused) >= FrameCount)
            return NoFolio;
        int frame = Interlocked.Increment(ref _firstUnused) - 1;
        return frame < FrameCount ? frame : NoFolio;
    }

    private static long Successor(long top, int low) => ((top >> 32) + 1) << 32 | (uint)low;
}
