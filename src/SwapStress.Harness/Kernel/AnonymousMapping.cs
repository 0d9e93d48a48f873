using System.Runtime.InteropServices;
using SwapStress.Primitives;

namespace SwapStress.Harness.Kernel;

/// <summary>
/// Private anonymous memory of this process, in pages that are swapped one by one (MADV_NOHUGEPAGE). Linux only.
/// </summary>
internal sealed unsafe partial class AnonymousMapping : IDisposable
{
    private const int ProtReadWrite = 1 | 2;
    private const int MapPrivateAnonymousNoReserve = 0x02 | 0x20 | 0x4000;
    private const int MadviseDontNeed = 4;
    private const int MadviseNoHugePage = 15;
    private const int MadvisePageOut = 21;
    private const int PagesPerQuery = 1 << 16;
    private const nint MapFailed = -1;

    private byte* _start;

    /// <summary>Maps untouched pages.</summary>
    /// <exception cref="EnvironmentException">The kernel refuses.</exception>
    public AnonymousMapping(int pageCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageCount, 1);
        PageCount = pageCount;
        nint mapped = Mmap(0, Bytes(pageCount), ProtReadWrite, MapPrivateAnonymousNoReserve, -1, 0);
        if (mapped == MapFailed)
            throw new EnvironmentException(
                $"mmap of {Bytes(pageCount) >> 20} MiB: {LastError()}; write a smaller --region"
            );
        _start = (byte*)mapped;
        // A kernel without huge pages refuses, and needs no telling.
        _ = Madvise(_start, Bytes(pageCount), MadviseNoHugePage);
    }

    /// <summary>Pages mapped.</summary>
    public int PageCount { get; }

    /// <summary>The first byte of a page.</summary>
    public byte* Page(int page)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)page, (uint)PageCount);
        return _start + Bytes(page);
    }

    /// <summary>A page as bytes. Each touch may fault.</summary>
    public Span<byte> Content(int page) => new(Page(page), PageSize.Bytes);

    /// <summary>Asks the kernel to reclaim a range now (<c>madvise_pageout</c>); pages in use stay.</summary>
    /// <exception cref="EnvironmentException">The kernel has no MADV_PAGEOUT (it came with 5.4), or refuses.</exception>
    public void PageOut(int firstPage, int pageCount)
    {
        if (pageCount > 0 && Madvise(Page(firstPage), Bytes(pageCount), MadvisePageOut) != 0)
            throw new EnvironmentException(
                $"madvise(MADV_PAGEOUT): {LastError()}; --backend kernel needs Linux 5.4 or newer"
            );
    }

    /// <summary>Forgets the content of all pages; they read as zeros, and their slots are free.</summary>
    public void Zap() => _ = Madvise(_start, Bytes(PageCount), MadviseDontNeed);

    /// <summary>Pages in memory at this moment (<c>mincore</c>), those of the swap cache included.</summary>
    public int CountResident()
    {
        Span<byte> isResident = stackalloc byte[256];
        byte[]? large = PageCount > isResident.Length ? new byte[Math.Min(PageCount, PagesPerQuery)] : null;
        Span<byte> flags = large ?? isResident;
        int count = 0;
        for (int first = 0; first < PageCount; first += flags.Length)
        {
            int pages = Math.Min(flags.Length, PageCount - first);
            fixed (byte* start = flags)
            {
                if (Mincore(Page(first), Bytes(pages), start) != 0)
                    throw new EnvironmentException($"mincore: {LastError()}");
            }
            foreach (byte flag in flags[..pages])
                count += flag & 1;
        }
        return count;
    }

    /// <summary>Unmaps the pages. Nobody may use them any more.</summary>
    public void Dispose()
    {
        if (_start != null)
            _ = Munmap(_start, Bytes(PageCount));
        _start = null;
    }

    private static nuint Bytes(int pages) => (nuint)(uint)pages << PageSize.Shift;

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Munmap(byte* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static partial int Madvise(byte* address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "mincore", SetLastError = true)]
    private static partial int Mincore(byte* address, nuint length, byte* isResident);
}
