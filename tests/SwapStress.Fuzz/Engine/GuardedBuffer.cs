using System.Runtime.InteropServices;
using SwapStress.Primitives;

namespace SwapStress.Fuzz.Engine;

/// <summary>Pages between two that nobody may touch: an access outside ends the process.</summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int ProtNone = 0;
    private const int ProtReadWrite = 3;
    private const int MapPrivateAnonymous = 0x22;

    private readonly byte* _mapping;
    private readonly nuint _mappedBytes;

    /// <summary>A buffer of whole pages.</summary>
    public GuardedBuffer(int bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: guard pages are made with Linux's mmap.");
        Length = bytes;
        nuint guard = (nuint)Environment.SystemPageSize;
        _mappedBytes = (nuint)bytes + (2 * guard);
        _mapping = Map(null, _mappedBytes, ProtNone, MapPrivateAnonymous, -1, 0);
        Assert.True((nint)_mapping != -1 && Protect(_mapping + guard, (nuint)bytes, ProtReadWrite) == 0);
        Start = _mapping + guard;
    }

    /// <summary>Bytes that may be touched.</summary>
    public int Length { get; }

    private byte* Start { get; }

    /// <summary>The first bytes: an access before them is caught.</summary>
    public Span<byte> First(int bytes) => new(Start, bytes);

    /// <summary>The last bytes: an access behind them is caught.</summary>
    public Span<byte> Last(int bytes) => new(Start + Length - bytes, bytes);

    public void Dispose() => _ = Unmap(_mapping, _mappedBytes);

    /// <summary>A page with both neighbours guarded.</summary>
    public static GuardedBuffer OfPage() => new(PageSize.Bytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
