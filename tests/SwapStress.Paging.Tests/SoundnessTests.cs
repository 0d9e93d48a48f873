using SwapStress.Paging.Sync;

namespace SwapStress.Paging.Tests;

public sealed class SoundnessTests
{
    private const string All =
        "none prepare-refault prepare-yield prepare-tick prepare-wait swap-cache cached swap-count pte-marker";

    private const string Sound = "prepare-refault prepare-yield prepare-tick prepare-wait swap-cache cached pte-marker";

    [Theory]
    [InlineData(true, true, true, Sound)]
    // A private folio can be thrown away, and with it the only copy.
    [InlineData(false, true, true, "swap-cache cached pte-marker")]
    [InlineData(true, false, true, "")]
    [InlineData(true, true, false, "")]
    [InlineData(false, false, false, "")]
    public void With_zswap_on_a_device_that_compresses(
        bool exclusiveFix,
        bool writebackFix,
        bool stableWrites,
        string sound
    ) => Assert.Equal(sound, SoundOnes(Options(exclusiveFix, writebackFix, stableWrites), needsStableWrites: true));

    [Fact]
    public void A_device_that_copies_once_needs_no_stable_pages() =>
        Assert.Equal(Sound, SoundOnes(Options(true, true, stableWrites: false), needsStableWrites: false));

    [Fact]
    public void Without_zswap_its_fixes_do_not_matter() =>
        Assert.Equal(
            Sound,
            SoundOnes(Options(false, false, stableWrites: true) with { Zswap = null }, needsStableWrites: true)
        );

    private static string SoundOnes(AddressSpaceOptions options, bool needsStableWrites) =>
        string.Join(
            ' ',
            All.Split(' ')
                .Where(sync =>
                    Soundness.IsExpected(options with { Sync = SwapInSyncs.Find(sync, Make.Hz)! }, needsStableWrites)
                )
        );

    private static AddressSpaceOptions Options(bool exclusiveFix, bool writebackFix, bool stableWrites) =>
        new()
        {
            PageCount = 1,
            Sync = new NoSync(),
            Zswap = Make.Zswap with { ExclusiveFix = exclusiveFix, WritebackFix = writebackFix },
            StableWrites = stableWrites,
        };
}
