namespace SwapStress.Primitives.Tests;

public sealed class PackedWordTests
{
    [Theory]
    [InlineData(0, true, true)]
    [InlineData(1, false, false)]
    [InlineData(int.MaxValue, true, false)]
    public void A_present_entry_gives_back_what_it_was_made_of(int frame, bool writable, bool dirty)
    {
        Pte pte = Pte.ForFrame(frame, writable, dirty);

        Assert.Equal(PteKind.Present, pte.Kind);
        Assert.Equal(frame, pte.Frame);
        Assert.Equal(writable, pte.IsWritable);
        Assert.Equal(writable, pte.IsPresentWritable);
        Assert.Equal(dirty, pte.IsDirty);
        Assert.True(pte.IsYoung);
        Assert.Equal(0, pte.Pins);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(8191u)]
    [InlineData(int.MaxValue)]
    public void A_swap_entry_gives_back_its_slot(uint slot)
    {
        Pte pte = Pte.ForSwap(new SwapEntry(slot), exclusive: true);

        Assert.True(pte.IsSwap);
        Assert.False(pte.IsPresent);
        Assert.False(pte.IsPresentWritable);
        Assert.Equal(slot, pte.Entry.Slot);
    }

    [Fact]
    public void Pins_count_to_more_than_a_process_has_threads_and_disturb_nothing()
    {
        Pte pte = Pte.ForFrame(12345, writable: true, dirty: false);
        var full = new Pte(pte.Word + ((ulong)Pte.PinsMax * Pte.PinUnit));

        Assert.True(Pte.PinsMax >= 65_536);
        Assert.Equal(Pte.PinsMax, full.Pins);
        Assert.Equal(pte.Frame, full.Frame);
        Assert.Equal(pte.IsDirty, full.IsDirty);
    }

    [Fact]
    public void Pte_same_compares_bits_and_leaves_out_the_pins_which_live_in_the_tlb()
    {
        Pte pte = Pte.ForFrame(7, writable: true, dirty: false);

        Assert.True(Pte.Same(pte, new Pte(pte.Word + Pte.PinUnit)));
        Assert.False(Pte.Same(pte, new Pte(pte.Word | Pte.AccessedForWrite)));
        Assert.False(Pte.Same(Pte.ForSwap(new SwapEntry(7), exclusive: true), pte));
        Assert.True(
            Pte.Same(Pte.ForSwap(new SwapEntry(7), exclusive: true), Pte.ForSwap(new SwapEntry(7), exclusive: true))
        );
    }

    [Fact]
    public void Bits_of_an_entry_change_alone()
    {
        Pte pte = Pte.ForFrame(9, writable: false, dirty: false);

        Assert.True(pte.WithWrite.IsPresentWritable);
        Assert.True(pte.WithWrite.IsDirty);
        Assert.False(pte.WithoutYoung.IsYoung);
        Assert.Equal(9, pte.WithWrite.WithoutYoung.Frame);
    }

    [Fact]
    public void Entries_say_what_they_hold()
    {
        Assert.Equal("none", Pte.None.ToString());
        Assert.Equal("swap E42", Pte.ForSwap(new SwapEntry(42), exclusive: true).ToString());
        Assert.Equal("present frame 3 wdy pins 0", Pte.ForFrame(3, writable: true, dirty: true).ToString());
    }

    [Theory]
    [InlineData(0x00, 0, false, false, true, "free")]
    [InlineData(0x01, 1, false, false, false, "count 1")]
    [InlineData(0x40, 0, true, false, false, "count 0+cache")]
    [InlineData(0x42, 2, true, false, false, "count 2+cache")]
    [InlineData(0x3f, 0x3f, false, true, false, "bad")]
    public void A_swap_map_byte_is_decoded_as_in_swap_h(
        byte value,
        int count,
        bool hasCache,
        bool isBad,
        bool isFree,
        string text
    )
    {
        var use = new SwapMapByte(value);

        Assert.Equal(count, use.Count);
        Assert.Equal(hasCache, use.HasCache);
        Assert.Equal(isBad, use.IsBad);
        Assert.Equal(isFree, use.IsFree);
        Assert.Equal(text, use.ToString());
    }
}
