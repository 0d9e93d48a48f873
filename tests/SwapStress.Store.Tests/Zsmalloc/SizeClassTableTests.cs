using SwapStress.Primitives;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zsmalloc;

public sealed class SizeClassTableTests
{
    [Fact]
    public void There_are_255_classes_from_32_to_4096()
    {
        var table = new SizeClassTable(8);
        Assert.Equal(255, SizeClassTable.Count);
        Assert.Equal(32, table.Geometry(0).SizeBytes);
        Assert.Equal(4096, table.Geometry(254).SizeBytes);
    }

    [Theory]
    [InlineData(4, 3264)]
    [InlineData(8, 3632)]
    [InlineData(16, 3840)]
    public void The_largest_class_of_shared_pages_is_the_kernels(int chainPages, int size)
    {
        var table = new SizeClassTable(chainPages);
        Assert.Equal(size - SizeClassTable.HandleBytes + 1, table.HugeObjectBytes);
        Assert.False(table.Geometry(table.IndexFor(table.HugeObjectBytes - 1)).IsHuge);
        Assert.True(table.Geometry(table.IndexFor(table.HugeObjectBytes)).IsHuge);
        Assert.Equal(254, table.IndexFor(PageSize.Bytes));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Pages_per_zspage_waste_least_and_the_location_word_can_number_the_objects(int chainPages)
    {
        for (int i = 0; i < SizeClassTable.Count; i++)
        {
            SizeClassGeometry geometry = new SizeClassTable(chainPages).Geometry(i);
            for (int pages = 1; pages <= chainPages; pages++)
            {
                int waste = pages * PageSize.Bytes % geometry.SizeBytes;
                Assert.True(
                    waste > geometry.WasteBytes || (waste == geometry.WasteBytes && pages >= geometry.PagesPerZspage)
                );
            }
            Assert.InRange(geometry.ObjectsPerZspage, 1, ZsLocation.ObjectsMax);
        }
    }

    [Fact]
    public void Every_length_gets_a_class_that_holds_it_with_its_handle()
    {
        var table = new SizeClassTable(8);
        for (int length = 1; length <= PageSize.Bytes; length++)
        {
            SizeClassGeometry geometry = table.Geometry(table.IndexFor(length));
            Assert.True(geometry.SizeBytes >= length + (geometry.IsHuge ? 0 : SizeClassTable.HandleBytes));
        }
    }

    [Fact]
    public void Merged_classes_have_the_same_layout()
    {
        var table = new SizeClassTable(8);
        for (int i = 0; i < SizeClassTable.Count; i++)
        {
            SizeClassGeometry own = table.Geometry(i);
            SizeClassGeometry merged = table.Geometry(table.Merged(i));
            Assert.Equal((own.PagesPerZspage, own.ObjectsPerZspage), (merged.PagesPerZspage, merged.ObjectsPerZspage));
        }
        Assert.NotEqual(
            SizeClassTable.Count,
            Enumerable.Range(0, SizeClassTable.Count).Select(table.Merged).Distinct().Count()
        );
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(1, 1000, 1)]
    [InlineData(1, 10, 2)]
    [InlineData(99, 100, 10)]
    [InlineData(100, 100, 11)]
    public void Fullness_groups_are_the_kernels(int inUse, int objects, int group) =>
        Assert.Equal(group, FullnessGroup.For(inUse, objects));
}
