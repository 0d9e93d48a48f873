using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zsmalloc;

/// <summary>Each kind of damage, done on purpose, is found.</summary>
public sealed unsafe class ZsPoolIntegrityTests
{
    private const int Length = 500;

    [Fact]
    public void A_wrong_count_is_found() => Check(z => z->InUse++, z => z->InUse--, "in use");

    [Fact]
    public void A_wrong_fullness_group_is_found() => Check(z => z->Fullness++, z => z->Fullness--, "is in group");

    [Fact]
    public void A_wrong_class_is_found() => Check(z => z->ClassIndex++, z => z->ClassIndex--, "class index");

    [Fact]
    public void A_lost_free_object_is_found()
    {
        short first = 0;
        Check(
            z =>
            {
                first = z->FirstFree;
                z->FirstFree = Zspage.NoObject;
            },
            z => z->FirstFree = first,
            "neither allocated nor in"
        );
    }

    [Fact]
    public void A_free_list_that_leaves_the_zspage_is_found()
    {
        short first = 0;
        Check(
            z =>
            {
                first = z->FirstFree;
                z->FirstFree = 30_000;
            },
            z => z->FirstFree = first,
            "goes to object"
        );
    }

    [Fact]
    public void An_overrun_into_the_next_object_is_found()
    {
        ulong header = 0;
        Check(
            z =>
            {
                header = *(ulong*)Zspage.Data(z);
                *(ulong*)Zspage.Data(z) = 0x4141414141414141;
            },
            z => *(ulong*)Zspage.Data(z) = header,
            "not live"
        );
    }

    [Fact]
    public void An_overrun_is_found_when_the_victim_is_freed()
    {
        using var pool = new ZsPool();
        ZsHandle first = pool.TryAllocate(Length, mayWait: false);
        ZsHandle second = pool.TryAllocate(Length, mayWait: false);
        pool.Map(first, Length + 20).Fill(0x41);
        Assert.NotEmpty(pool.CheckIntegrity());
        Assert.Throws<InvalidOperationException>(() => pool.Free(second));
    }

    private delegate void Damage(Zspage* zspage);

    private static void Check(Damage damage, Damage repair, string expected)
    {
        using var pool = new ZsPool();
        ZsHandle handle = pool.TryAllocate(Length, mayWait: false);
        Assert.False(pool.TryAllocate(Length, mayWait: false).IsNone);
        Zspage* zspage = new ZsLocation(*(ulong*)handle.Address).Zspage;
        Assert.Empty(pool.CheckIntegrity());
        damage(zspage);
        Assert.Contains(pool.CheckIntegrity(), v => v.Contains(expected, StringComparison.Ordinal));
        repair(zspage);
        Assert.Empty(pool.CheckIntegrity());
    }
}
