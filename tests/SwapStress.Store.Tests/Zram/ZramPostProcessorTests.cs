using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

public sealed class ZramPostProcessorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Idle_pages_are_recompressed_then_written_back()
    {
        var backing = new FakeBacking(9);
        using var written = new CountdownEvent(2);
        backing.Writing = _ => written.Signal();
        using var device = new ZramDevice(
            new ZramOptions(8, Codecs.Any()) { SecondaryCodecs = [Codecs.Any("zstd:9")], Backing = backing }
        );
        device.Write(0, Pages.Text(1));
        device.Write(1, Pages.Random(1));
        using (new ZramPostProcessor(device, TimeSpan.FromMilliseconds(1)))
            Assert.True(written.Wait(Patience, TestContext.Current.CancellationToken), "Nothing was written back.");
        Assert.Equal(1, device.RecompressionStat.Pages);
        Assert.Equal(2, device.BdStat.Count);
        Assert.Empty(device.CheckIntegrity());
        ZramRecompressionTests.AssertHolds(device, 0, Pages.Text(1));
        ZramRecompressionTests.AssertHolds(device, 1, Pages.Random(1));
    }

    [Fact]
    public void While_it_is_paused_it_begins_no_pass()
    {
        var backing = new FakeBacking(9);
        using var begun = new ManualResetEventSlim();
        bool isPaused = false;
        bool wroteWhilePaused = false;
        backing.Writing = _ =>
        {
            wroteWhilePaused |= Volatile.Read(ref isPaused);
            begun.Set();
        };
        using var device = new ZramDevice(new ZramOptions(64, Codecs.Any()) { Backing = backing });
        using (var processor = new ZramPostProcessor(device, TimeSpan.FromMilliseconds(1)))
        {
            device.Write(0, Pages.Random(0));
            Assert.True(begun.Wait(Patience, TestContext.Current.CancellationToken), "Nothing was written back.");
            for (uint slot = 1; slot < 6; slot++)
            {
                IReadOnlyList<string> violations = processor.WhilePaused(() =>
                {
                    Volatile.Write(ref isPaused, true);
                    IReadOnlyList<string> found = device.CheckIntegrity();
                    Volatile.Write(ref isPaused, false);
                    return found;
                });
                Assert.Empty(violations);
                device.Write(slot, Pages.Random((int)slot));
            }
        }
        Assert.False(wroteWhilePaused);
    }

    [Fact]
    public void Dispose_does_not_wait_for_the_interval()
    {
        using ZramDevice device = ZramRecompressionTests.Create(8);
        var processor = new ZramPostProcessor(device, TimeSpan.FromHours(1));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        processor.Dispose();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }
}
