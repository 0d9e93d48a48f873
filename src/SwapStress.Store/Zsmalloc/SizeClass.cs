using System.Runtime.CompilerServices;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Store.Zsmalloc;

/// <summary>One size class of a pool: its lock, its zspages and the words of its handles.</summary>
internal sealed unsafe partial class SizeClass(int index, SizeClassGeometry geometry, ChunkSource source) : IDisposable
{
    private readonly int _objectBytes = geometry.SizeBytes;
    private readonly int _objectsPerZspage = geometry.ObjectsPerZspage;
    private readonly bool _isHuge = geometry.IsHuge;

    public RankedLock Lock { get; } = new(LockRank.PoolClass);

    public int Index { get; } = index;

    public SizeClassGeometry Geometry { get; } = geometry;

    public ZspageGroups Groups { get; } = new();

    public HandleSlab Handles { get; } = new(source);

    /// <summary>Bytes of the pages of one zspage.</summary>
    public int ZspageBytes { get; } = geometry.PagesPerZspage * PageSize.Bytes;

    /// <summary>Bytes of an object that its owner may use.</summary>
    public int RoomBytes { get; } = geometry.SizeBytes - (geometry.IsHuge ? 0 : SizeClassTable.HandleBytes);

    /// <summary>Bytes from the first that an object's owner may use to the end of the zspage's pages.</summary>
    public int BytesToEnd(Zspage* zspage, int objectIndex) =>
        (int)(Zspage.Data(zspage) + ZspageBytes - Payload(zspage, objectIndex));

    /// <summary>The word that starts an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Header(Zspage* zspage, int objectIndex) =>
        _isHuge ? &zspage->HugeHeader : (ulong*)(Zspage.Data(zspage) + ((nint)objectIndex * _objectBytes));

    /// <summary>The first byte of an object that its owner may use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Payload(Zspage* zspage, int objectIndex) =>
        Zspage.Data(zspage) + (_isHuge ? 0 : ((nint)objectIndex * _objectBytes) + SizeClassTable.HandleBytes);

    /// <summary>Makes fresh pages an empty zspage of this class; nobody else knows it yet.</summary>
    public void Initialise(Zspage* zspage)
    {
        *zspage = default;
        zspage->ClassIndex = (byte)Index;
        for (int i = 0; i < _objectsPerZspage; i++)
            *Header(zspage, i) = FreeHeader(i + 1 < _objectsPerZspage ? i + 1 : Zspage.NoObject);
    }

    /// <summary>Takes an object of a zspage that has room (<c>obj_malloc</c>).</summary>
    public ZsHandle TakeLocked(Zspage* zspage)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        ulong* word = Handles.TakeLocked();
        int objectIndex = TakeObject(zspage, word);
        // Whoever gets the handle gets it after this lock was dropped, so a plain store is enough.
        *word = new ZsLocation(Index, zspage, objectIndex).Word;
        Groups.FixLocked(zspage, _objectsPerZspage);
        return new ZsHandle((nint)word);
    }

    /// <summary>Frees an object (<c>obj_free</c>).</summary>
    /// <param name="handle">The object.</param>
    /// <param name="piece">Memory of handles that is not needed any more, for the caller to free; else null.</param>
    /// <returns>Its zspage when that is empty now and left the lists, for the caller to free; else null.</returns>
    /// <exception cref="InvalidOperationException">The handle names no object.</exception>
    public Zspage* ReleaseLocked(ZsHandle handle, out void* piece)
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        ulong* word = (ulong*)handle.Address;
        var location = new ZsLocation(*word);
        if (location.IsFree)
            throw new InvalidOperationException("An object of the pool is freed twice.");
        Zspage* zspage = location.Zspage;
        if (*Header(zspage, location.ObjectIndex) != ((ulong)word | Zspage.AllocatedTag))
            throw new InvalidOperationException("An object of the pool was overwritten from outside.");
        ReturnObject(zspage, location.ObjectIndex);
        piece = Handles.ReturnLocked(word);
        if (zspage->InUse != 0)
        {
            Groups.FixLocked(zspage, _objectsPerZspage);
            return null;
        }
        Groups.RemoveLocked(zspage);
        return zspage;
    }

    /// <summary>
    /// Copies a blob to an object and on over those that follow, sparing the words that start them, up to the end of the
    /// zspage. The lock keeps the neighbours from being allocated or freed meanwhile; their owners may be reading them.
    /// </summary>
    /// <returns>Allocated objects that were written to.</returns>
    public int WriteOverrunningLocked(
        ZsLocation location,
        ReadOnlySpan<byte> blob,
        DamagedObjects damaged,
        long overrun
    )
    {
        LockOrder.AssertHeld(LockRank.PoolClass);
        Zspage* zspage = location.Zspage;
        int length = Math.Min(blob.Length, BytesToEnd(zspage, location.ObjectIndex));
        blob[..Math.Min(length, RoomBytes)].CopyTo(new Span<byte>(Payload(zspage, location.ObjectIndex), RoomBytes));
        int hit = 0;
        // Where the next object's first usable byte lies, counted from this one's.
        int start = _objectBytes;
        for (int i = location.ObjectIndex + 1; i < _objectsPerZspage && start < length; i++, start += _objectBytes)
        {
            int bytes = Math.Min(length - start, RoomBytes);
            blob.Slice(start, bytes).CopyTo(new Span<byte>(Payload(zspage, i), RoomBytes));
            ulong header = *Header(zspage, i);
            if ((header & Zspage.AllocatedTag) == 0)
                continue;
            damaged.AddHitLocked((nint)(header & ~Zspage.AllocatedTag), overrun);
            hit++;
        }
        return hit;
    }

    /// <summary>The index of the next free object that a free object's word holds.</summary>
    public static int NextFree(ulong header) => (int)((long)header >> 1);

    public void Dispose()
    {
        for (int group = 0; group < FullnessGroup.Count; group++)
        {
            while (Groups.Head(group) != null)
            {
                Zspage* zspage = Groups.Head(group);
                Lock.Enter();
                Groups.RemoveLocked(zspage);
                Lock.Exit();
                source.Free(Zspage.Data(zspage), ZspageBytes);
            }
        }
        Handles.Dispose();
    }

    /// <summary>Takes the first free object of a zspage for the owner of a location word.</summary>
    /// <returns>Its index.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeObject(Zspage* zspage, ulong* word)
    {
        int objectIndex = zspage->FirstFree;
        ulong* header = Header(zspage, objectIndex);
        zspage->FirstFree = (short)NextFree(*header);
        *header = (ulong)word | Zspage.AllocatedTag;
        zspage->InUse++;
        return objectIndex;
    }

    /// <summary>Puts an object into its zspage's free list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReturnObject(Zspage* zspage, int objectIndex)
    {
        *Header(zspage, objectIndex) = FreeHeader(zspage->FirstFree);
        zspage->FirstFree = (short)objectIndex;
        zspage->InUse--;
    }

    private static ulong FreeHeader(int next) => (ulong)((long)next << 1);
}
