using SwapStress.Primitives;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zsmalloc;

/// <summary>What the pool holds of the host's memory.</summary>
public sealed unsafe class PageRunsTests
{
    private const int SlabBytes = SlabPage.SlabBytes;

    /// <summary>Pages that zspages can have, of a slab.</summary>
    private const int RunPages = SlabPage.SlabPages - SlabPage.HeadPages;

    [Fact]
    public void A_descriptor_and_its_page_name_each_other()
    {
        Assert.Equal(SlabPage.Bytes, sizeof(SlabPage));
        Assert.True(sizeof(Zspage) <= 30, "the head of a zspage overlaps the length of its run");
        byte* slab = (byte*)(3 * (nint)SlabBytes);
        for (int i = SlabPage.HeadPages; i < SlabPage.SlabPages; i++)
        {
            byte* page = slab + (i * PageSize.Bytes);
            Assert.True(SlabPage.Of(page) == SlabPage.Of(page + PageSize.Bytes - 1));
            Assert.True(SlabPage.Data(SlabPage.Of(page)) == page);
            Assert.Equal(i, SlabPage.IndexOf(SlabPage.Of(page)));
        }
    }

    [Fact]
    public void What_one_size_leaves_serves_another()
    {
        using var source = new ChunkSource();
        nint[] pages = Take(source, 1, RunPages);
        Assert.Equal(SlabPage.SlabPages, source.HeldPages);
        // Every second one first, so that each of the others joins two.
        foreach (nint page in pages.Where((_, i) => i % 2 == 0).Concat(pages.Where((_, i) => i % 2 != 0)))
            source.Free((void*)page, PageSize.Bytes);
        CheckWhole(source, usedPages: 0, pieces: 0);
        Take(source, 8, RunPages / 8);
        Take(source, 1, RunPages % 8);
        Assert.Equal(SlabPage.SlabPages, source.HeldPages);
        CheckWhole(source, RunPages, pieces: 0);
    }

    [Fact]
    public void Pages_are_cut_into_pieces_and_come_back_whole()
    {
        using var source = new ChunkSource();
        nint[] pieces =
        [
            .. Enumerable.Range(0, 10).Select(_ => (nint)source.TryAllocate(HandleSlab.PieceBytes, false)),
        ];
        Assert.Equal(10, pieces.Distinct().Count());
        Assert.All(pieces, piece => Assert.Equal(0, piece % HandleSlab.PieceBytes));
        Assert.Equal(3, pieces.Select(piece => piece / PageSize.Bytes).Distinct().Count());
        CheckWhole(source, usedPages: 0, pieces: 10);
        foreach (nint piece in pieces)
            source.Free((void*)piece, HandleSlab.PieceBytes);
        CheckWhole(source, usedPages: 0, pieces: 0);
        Take(source, 16, RunPages / 16);
        Assert.Equal(SlabPage.SlabPages, source.HeldPages);
    }

    /// <summary>Single free pages between used ones: nothing longer fits, so the host gets them back.</summary>
    [Fact]
    public void What_fits_nothing_is_given_back_and_can_be_used_again()
    {
        const int Slabs = 16;
        using var source = new ChunkSource();
        nint[] pages = Take(source, 1, Slabs * RunPages);
        foreach (nint page in pages)
            new Span<byte>((void*)page, PageSize.Bytes).Fill(1);
        for (int i = 0; i < pages.Length; i += 2)
            source.Free((void*)pages[i], PageSize.Bytes);
        Assert.Equal(Slabs * SlabPage.SlabPages, source.HeldPages);
        int used = pages.Length / 2;
        Take(source, 2, used / 2);
        Assert.InRange(source.HeldPages, pages.Length, (pages.Length * 9 / 8) + SlabPage.SlabPages);
        CheckWhole(source, pages.Length, pieces: 0);
        for (int i = 1; i < pages.Length; i += 2)
            Assert.Equal(-1, new Span<byte>((void*)pages[i], PageSize.Bytes).IndexOfAnyExcept((byte)1));

        foreach (nint page in Take(source, 1, used))
            new Span<byte>((void*)page, PageSize.Bytes).Fill(2);
        CheckWhole(source, pages.Length + used, pieces: 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Runs_and_pieces_never_overlap(int seed)
    {
        var random = new Random(seed);
        using var source = new ChunkSource();
        List<(nint Address, int Bytes, byte Fill)> taken = [];
        for (int i = 0; i < 20_000; i++)
        {
            // More come than go for a while, then the other way round.
            if (taken.Count == 0 || random.Next(100) < (i / 5000 % 2 == 0 ? 70 : 30))
            {
                int bytes = random.Next(5) == 0 ? HandleSlab.PieceBytes : random.Next(1, 17) * PageSize.Bytes;
                byte* chunk = (byte*)source.TryAllocate(bytes, mayWait: false);
                byte fill = (byte)random.Next(256);
                new Span<byte>(chunk, bytes).Fill(fill);
                taken.Add(((nint)chunk, bytes, fill));
            }
            else
            {
                int which = random.Next(taken.Count);
                (nint address, int bytes, byte fill) = taken[which];
                Assert.True(
                    new Span<byte>((void*)address, bytes).IndexOfAnyExcept(fill) < 0,
                    $"overwritten (seed {seed})"
                );
                source.Free((void*)address, bytes);
                taken[which] = taken[^1];
                taken.RemoveAt(taken.Count - 1);
            }
        }
        int pieces = taken.Count(t => t.Bytes == HandleSlab.PieceBytes);
        CheckWhole(source, taken.Where(t => t.Bytes >= PageSize.Bytes).Sum(t => t.Bytes) / PageSize.Bytes, pieces);
    }

    [Fact]
    public void A_run_that_is_not_listed_is_found()
    {
        using var source = new ChunkSource();
        nint[] pages = Take(source, 2, 3);
        SlabPage* middle = SlabPage.Of((void*)pages[1]);
        Damage(() => middle->RunPages = 2, () => middle->RunPages = -2, "starts a run of 2 pages");
        Damage(
            () => middle[0].RunPages = middle[1].RunPages = 2,
            () => middle[0].RunPages = middle[1].RunPages = -2,
            "free and in no list"
        );
        SlabPage* rest = SlabPage.Of((void*)pages[2]) + 2;
        Damage(() => rest->IsReturned = true, () => rest->IsReturned = false, "pages held counted");
        CheckWhole(source, usedPages: 6, pieces: 0);
        Assert.Contains(Violations(source, usedPages: 5, pieces: 0), v => v.Contains("pages are in no zspage"));

        void Damage(Action damage, Action repair, string expected)
        {
            damage();
            Assert.Contains(
                Violations(source, usedPages: 6, pieces: 0),
                v => v.Contains(expected, StringComparison.Ordinal)
            );
            repair();
        }
    }

    private static nint[] Take(ChunkSource source, int pages, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (nint)source.TryAllocate(pages * PageSize.Bytes, mayWait: false))];

    private static void CheckWhole(ChunkSource source, long usedPages, long pieces) =>
        Assert.Empty(Violations(source, usedPages, pieces));

    private static List<string> Violations(ChunkSource source, long usedPages, long pieces)
    {
        List<string> violations = [];
        source.Check(usedPages, pieces, violations);
        return violations;
    }
}
