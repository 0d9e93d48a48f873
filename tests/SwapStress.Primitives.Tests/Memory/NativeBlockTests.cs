using SwapStress.Primitives.Memory;

namespace SwapStress.Primitives.Tests.Memory;

public sealed unsafe class NativeBlockTests
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(5 * PageSize.Bytes, PageSize.Bytes)]
    public void A_block_is_aligned_and_zeroed(int length, int alignment)
    {
        using var block = new NativeBlock((nuint)length, (nuint)alignment);

        Assert.Equal(0u, (nuint)block.Start % (nuint)alignment);
        Assert.Equal(-1, new ReadOnlySpan<byte>(block.Start, length).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Disposing_twice_is_harmless()
    {
        var block = new NativeBlock(100);
        block.Dispose();
        block.Dispose();
        Assert.True(block.Start == null);
    }
}
