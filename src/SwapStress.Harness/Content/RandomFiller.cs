using System.Runtime.InteropServices;
using SwapStress.Primitives;

namespace SwapStress.Harness.Content;

/// <summary>Bytes that do not compress, from a seed.</summary>
internal sealed class RandomFiller(ulong seed) : IPageFiller
{
    public void Fill(int page, Span<byte> content)
    {
        ulong state = SplitMix64.Mix(seed ^ ((ulong)(uint)page << 32));
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(content))
            word = SplitMix64.Mix(state += SplitMix64.Gamma);
    }
}
