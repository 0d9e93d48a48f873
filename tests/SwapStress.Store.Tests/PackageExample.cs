using System.Text;
using SwapStress.Primitives;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests;

/// <summary>The example of the package's README, word for word between the braces: <see cref="PackageReadmeTests"/> compares.</summary>
internal static class PackageExample
{
    public static void Run(TextWriter output)
    {
        var codecs = new CodecCatalog(new NativeCodecProvider());
        if (!codecs.TryResolve(CodecSpec.Lz4, providerName: null, out CodecChoice? codec, out string? error))
            throw new InvalidOperationException(error);

        // 64 MiB of slots; what is not written takes 16 bytes a slot.
        using var device = new ZramDevice(new ZramOptions(SlotCount: 16_384, codec) { Checksum = true });

        byte[] page = new byte[PageSize.Bytes];
        Encoding.UTF8.GetBytes("the quick brown folio").CopyTo(page, 0);
        if (device.Write(slot: 7, page) != DeviceStatus.Ok)
            throw new IOException("no memory, or the limit is reached");

        byte[] back = new byte[PageSize.Bytes];
        if (device.Read(slot: 7, back) != DeviceStatus.Ok)
            throw new IOException("slot 7 is damaged");
        output.WriteLine(Encoding.UTF8.GetString(back, 0, 21));

        DeviceMemory memory = device.Memory;
        output.WriteLine($"{memory.OrigDataSizeBytes} bytes stored, {memory.HugePages} pages raw");
        device.NotifySlotFree(7);
        output.WriteLine($"{device.Memory.OrigDataSizeBytes} bytes stored, {device.IoStat.NotifyFree} slot freed");
    }
}
