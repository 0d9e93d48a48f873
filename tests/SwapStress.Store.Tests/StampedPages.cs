using System.Buffers.Binary;

namespace SwapStress.Store.Tests;

/// <summary>
/// Pages that say in their first bytes whose they are, and whose every other byte follows from that: text that a stronger
/// algorithm packs better, bytes that none does, and pages of one word.
/// </summary>
internal static class StampedPages
{
    private const int StampBytes = 16;
    private static readonly byte[][] Bodies =
    [
        .. Enumerable.Range(0, 30).Select(i => i % 5 == 0 ? Pages.Random(i) : Pages.Text(i)),
    ];

    public static void Fill(Span<byte> page, uint slot, int seed)
    {
        if (seed % 11 == 0)
        {
            page.Fill((byte)(slot + 1));
            return;
        }
        Bodies[seed % Bodies.Length].CopyTo(page);
        BinaryPrimitives.WriteUInt64LittleEndian(page, slot + 1);
        BinaryPrimitives.WriteInt64LittleEndian(page[8..], seed);
    }

    /// <summary>Asserts that a page is one that was filled for this slot, or zeros.</summary>
    public static void AssertWhole(ReadOnlySpan<byte> page, uint slot)
    {
        if (page.IndexOfAnyExcept(page[0]) < 0)
        {
            Assert.True(page[0] == 0 || page[0] == slot + 1, $"slot {slot} gave a page of {page[0]}");
            return;
        }
        Assert.Equal(slot + 1UL, BinaryPrimitives.ReadUInt64LittleEndian(page));
        int seed = (int)BinaryPrimitives.ReadInt64LittleEndian(page[8..]);
        Assert.True(
            page[StampBytes..].SequenceEqual(Bodies[seed % Bodies.Length].AsSpan(StampBytes)),
            $"slot {slot} gave a page that nobody wrote"
        );
    }
}
