using SwapStress.Store.Compression;

namespace SwapStress.Store.Tests;

/// <summary>A codec that counts its compressions.</summary>
internal sealed class CountingCodec
{
    private int _compressions;

    public CountingCodec(CodecChoice inner) =>
        Choice = new HookedCodec(inner) { Compressed = () => Interlocked.Increment(ref _compressions) }.Choice;

    public CodecChoice Choice { get; }

    public int Compressions => Volatile.Read(ref _compressions);
}
