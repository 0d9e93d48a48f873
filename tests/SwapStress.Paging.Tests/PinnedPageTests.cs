using SwapStress.Primitives;

namespace SwapStress.Paging.Tests;

public sealed class PinnedPageTests
{
    [Fact]
    public void A_pinned_page_stays_until_it_is_disposed_of_and_keeps_what_was_stored()
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(2, device, "prepare-tick");
        space.FetchAdd(0, 5, out _);
        Assert.Equal(1, space.PageOut(0, 1));

        using (PinnedPage pinned = space.PinForWriting(0))
        {
            Assert.Equal(PageSize.Words, pinned.Words.Length);
            Assert.Equal(5u, pinned.Words[0]);
            Assert.Equal(0, space.PageOut(0, 1));
            pinned.Words[511] = 7;
        }
        Assert.Equal(1, space.PageOut(0, 1));
        Assert.Equal((5ul, 7ul), (space.Read(0, 0), space.Read(0, 511)));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_cannot_be_read_is_not_pinned()
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(2, device, "prepare-tick");
        space.FetchAdd(0, 5, out _);
        space.PageOut(0, 1);
        device.FailReads = true;
        Assert.Throws<PageReadException>(() => space.PinForWriting(0).Dispose());
        Assert.Empty(space.CheckQuiescent());
        Assert.Throws<ArgumentOutOfRangeException>(() => space.PinForWriting(2).Dispose());
    }
}
