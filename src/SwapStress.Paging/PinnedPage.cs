using System.Runtime.CompilerServices;
using SwapStress.Primitives;

namespace SwapStress.Paging;

/// <summary>
/// A page that an access holds, present and writable: a TLB entry in use (docs/MODEL.md, pins). Reclaim keeps the page
/// until <see cref="Dispose"/>, which is due exactly once.
/// </summary>
internal readonly unsafe ref struct PinnedPage
{
    private readonly ref ulong _entry;
    private readonly byte* _frame;
    private readonly int _page;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PinnedPage(ref ulong entry, int page, byte* frame)
    {
        _entry = ref entry;
        _frame = frame;
        _page = page;
    }

    /// <summary>The page's 512 words, which other accesses may change at the same time.</summary>
    public Span<ulong> Words
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_frame, PageSize.Words);
    }

    /// <summary>Ends the access; everything that it stored is seen by reclaim.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose() => AddressSpace.Unpin(ref _entry, _page);
}
