using SwapStress.Primitives;
using SwapStress.Store.Brd;
using SwapStress.Store.Faulty;

namespace SwapStress.Store.Tests.Faulty;

public sealed class FlakyDeviceTests
{
    private const uint Slot = 3;
    private readonly byte[] _page = new byte[PageSize.Bytes];

    [Fact]
    public void Nothing_fails_before_it_is_switched_on()
    {
        using var disk = new BrdDevice(8);
        var device = new FlakyDevice(disk, new FlakyOptions { ReadErrorPercent = 100, WriteErrorPercent = 100 });
        Assert.Equal(DeviceStatus.Ok, device.Write(Slot, _page));
        Assert.Equal(DeviceStatus.Ok, device.Read(Slot, _page));
        Assert.Equal(default, device.Counts);
    }

    [Fact]
    public void A_read_that_fails_leaves_the_data()
    {
        using var disk = new BrdDevice(8);
        var device = new FlakyDevice(disk, new FlakyOptions { ReadErrorPercent = 100 }) { IsOn = true };
        _page[17] = 42;
        Assert.Equal(DeviceStatus.Ok, device.Write(Slot, _page));
        Assert.Equal(DeviceStatus.InjectedError, device.Read(Slot, _page));
        device.IsOn = false;
        byte[] read = new byte[PageSize.Bytes];
        Assert.Equal(DeviceStatus.Ok, device.Read(Slot, read));
        Assert.Equal(42, read[17]);
        Assert.Equal(new FlakyCounts(1, 0, 0, 0), device.Counts);
    }

    [Theory]
    [InlineData(100, 0, DeviceStatus.InjectedError)]
    [InlineData(0, 100, DeviceStatus.NoSpace)]
    public void A_write_that_fails_changes_nothing(double errors, double noSpace, DeviceStatus status)
    {
        using var disk = new BrdDevice(8);
        var options = new FlakyOptions { WriteErrorPercent = errors, NoSpacePercent = noSpace };
        var device = new FlakyDevice(disk, options) { IsOn = true };
        _page[17] = 42;
        Assert.Equal(status, device.Write(Slot, _page));
        byte[] read = new byte[PageSize.Bytes];
        Assert.Equal(DeviceStatus.Ok, disk.Read(Slot, read));
        Assert.Equal(0, read[17]);
    }

    [Fact]
    public void The_seed_says_which_requests_fail_and_the_rate_how_many()
    {
        bool[] first = Reads(seed: 7);
        Assert.Equal(first, Reads(seed: 7));
        Assert.NotEqual(first, Reads(seed: 8));
        // 5 % of 10,000 within four standard deviations, for this one seed.
        Assert.InRange(first.Count(failed => failed), 413, 587);
    }

    [Fact]
    public void A_slow_read_is_counted_and_gives_the_data()
    {
        using var disk = new BrdDevice(8);
        var device = new FlakyDevice(disk, new FlakyOptions { SlowReadPercent = 100, SlowReadNs = 1 }) { IsOn = true };
        Assert.Equal(DeviceStatus.Ok, device.Read(Slot, _page));
        Assert.Equal(new FlakyCounts(0, 0, 0, 1), device.Counts);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void A_rate_is_a_percentage(double percent)
    {
        using var disk = new BrdDevice(8);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new FlakyDevice(disk, new FlakyOptions { NoSpacePercent = percent })
        );
    }

    private bool[] Reads(ulong seed)
    {
        using var disk = new BrdDevice(8);
        var device = new FlakyDevice(disk, new FlakyOptions { ReadErrorPercent = 5, Seed = seed }) { IsOn = true };
        return [.. Enumerable.Range(0, 10_000).Select(_ => device.Read(Slot, _page) != DeviceStatus.Ok)];
    }
}
