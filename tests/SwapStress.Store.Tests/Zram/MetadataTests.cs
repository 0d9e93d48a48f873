using SwapStress.Store.Zram;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Store.Tests.Zram;

/// <summary>What a device takes beside its data.</summary>
public sealed class MetadataTests
{
    private const int BytesPerPageMax = 96;

    [Theory]
    [InlineData("runtime")]
    [InlineData("random")]
    [InlineData("near-zero")]
    public void Metadata_takes_at_most_96_bytes_a_page_checksums_included(string content)
    {
        const int Count = 8192;
        using var device = new ZramDevice(new ZramOptions(Count, Codecs.Any()) { Checksum = true });
        for (int slot = 0; slot < Count; slot++)
            Assert.Equal(DeviceStatus.Ok, device.Write((uint)slot, Page(content, slot)));
        ZramMetadata metadata = device.Metadata;
        Assert.Equal(Count * 16, metadata.SlotTableBytes);
        Assert.Equal(device.Pool.MetadataBytes, metadata.HandleBytes + metadata.ZspageHeadBytes);
        // A word for each object, and for each class a piece of a kilobyte that is not full.
        Assert.InRange(metadata.HandleBytes, Count * 8, (Count * 9) + (SizeClassTable.Count * HandleSlab.PieceBytes));
        Assert.InRange(metadata.TotalBytes / (double)Count, 28, BytesPerPageMax);
    }

    private static byte[] Page(string content, int index) =>
        content switch
        {
            "runtime" => Pages.OfRuntime(index),
            "random" => Pages.Random(index),
            _ => Pages.NearZero(index),
        };
}
