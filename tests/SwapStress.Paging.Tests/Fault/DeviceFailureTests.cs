namespace SwapStress.Paging.Tests.Fault;

public sealed class DeviceFailureTests
{
    [Theory]
    [MemberData(nameof(Make.AllSyncs), MemberType = typeof(Make))]
    public void A_page_that_cannot_be_read_fails_its_access_and_nothing_else(string sync)
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(4, device, sync);
        space.FetchAdd(0, 1, out _);
        space.FetchAdd(1, 7, out _);
        space.PageOut(0, 1);
        device.FailReads = true;

        var failure = Assert.Throws<PageReadException>(() => space.FetchAdd(0, 1, out _));
        Assert.Equal(0, failure.Page);
        Assert.Contains("Page 0 (offset 0x0) cannot be read from slot", failure.Message, StringComparison.Ordinal);
        Assert.Equal(7u, space.Read(1, 0));
        Assert.Equal(1, space.ReadStatistics().SwapReadFailures);
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_read_that_fails_once_loses_nothing()
    {
        using var device = new RamDevice(8);
        using AddressSpace space = Make.Space(1, device, "prepare-tick");
        space.FetchAdd(0, 41, out _);
        space.PageOut(0, 1);
        device.FailReads = true;
        Assert.Throws<PageReadException>(() => space.Read(0, 0));
        device.FailReads = false;

        Assert.Equal(41u, space.FetchAdd(0, 1, out _));
        Assert.Empty(space.CheckQuiescent());
    }

    [Fact]
    public void A_page_that_cannot_be_written_stays_and_keeps_its_content()
    {
        using var device = new RamDevice(8) { FailWrites = true };
        using AddressSpace space = Make.Space(1, device, "prepare-tick");
        space.FetchAdd(0, 41, out _);
        Assert.Equal(0, space.PageOut(0, 1));
        Assert.Equal(1, space.ReadStatistics().SwapWriteFailures);
        Assert.Equal(41u, space.FetchAdd(0, 1, out _));
        Assert.Empty(space.CheckQuiescent());

        device.FailWrites = false;
        Assert.Equal(1, space.PageOut(0, 1));
        Assert.Equal(42u, space.Read(0, 0));
        Assert.Equal(0, space.ReadStatistics().StaleInstalls);
    }

    [Fact]
    public void A_full_device_leaves_pages_where_they_are()
    {
        using var device = new RamDevice(3);
        using AddressSpace space = Make.Space(4, device, "none");
        for (int page = 0; page < 4; page++)
            space.FetchAdd(page, (ulong)page + 1, out _);

        Assert.Equal(2, space.PageOut(0, 4));
        Assert.Equal(2, space.ReadStatistics().SwapFull);
        for (int page = 0; page < 4; page++)
            Assert.Equal((ulong)page + 1, space.Read(page, 0));
        Assert.Empty(space.CheckQuiescent());
    }
}
