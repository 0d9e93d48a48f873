using System.Buffers.Binary;
using System.Numerics;
using SwapStress.Primitives;
using SwapStress.Store.Zram;

namespace SwapStress.Store.Tests.Zram;

/// <summary>What lies in the pool are LZ4 blocks and Zstandard frames, in the judgement of their own tools.</summary>
public sealed class StoredFormatTests
{
    private const int PageCount = 64;

    public static TheoryData<string, string> All() => Codecs.All();

    [Theory, MemberData(nameof(All))]
    public void The_reference_tool_reads_the_stored_blobs(string provider, string spec)
    {
        using var device = new ZramDevice(new ZramOptions(PageCount, Codecs.Find(provider, spec)));
        using var frames = new MemoryStream();
        using var expected = new MemoryStream();
        bool isLz4 = spec == "lz4";
        for (uint slot = 0; slot < PageCount; slot++)
        {
            byte[] page = slot % 2 == 0 ? Pages.Text((int)slot) : Pages.OfRuntime((int)slot * 11);
            Assert.Equal(DeviceStatus.Ok, device.Write(slot, page));
            byte[] blob = device.CopyBlob(slot);
            if (blob.Length is 0 or PageSize.Bytes)
                continue;
            frames.Write(isLz4 ? Lz4Frame(blob) : blob);
            expected.Write(page);
        }
        Assert.NotEqual(0, expected.Length);
        Assert.Equal(
            expected.ToArray(),
            Judge(isLz4, spec.EndsWith(",dict", StringComparison.Ordinal), frames.ToArray())
        );
    }

    private static byte[] Judge(bool isLz4, bool hasDictionary, byte[] frames)
    {
        if (!hasDictionary)
            return ReferenceTool.Decompress(isLz4 ? "lz4" : "zstd", frames);
        using TestDirectory directory = new();
        File.WriteAllBytes(directory["dictionary"], Codecs.RuntimeDictionary.Value);
        return ReferenceTool.Decompress("zstd", frames, "-D", directory["dictionary"]);
    }

    /// <summary>Wraps a block into the smallest LZ4 frame: magic, descriptor, one block, end mark.</summary>
    private static byte[] Lz4Frame(byte[] block)
    {
        // Version 01, independent blocks, no checksums, no content size; blocks of at most 64 KiB.
        byte[] descriptor = [0x60, 0x40];
        byte[] frame = new byte[4 + 3 + 4 + block.Length + 4];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0x184D2204);
        descriptor.CopyTo(frame, 4);
        frame[6] = (byte)(XxHash32(descriptor) >> 8);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(7), block.Length);
        block.CopyTo(frame, 11);
        return frame;
    }

    /// <summary>xxHash32 of fewer than four bytes, seed 0.</summary>
    private static uint XxHash32(ReadOnlySpan<byte> bytes)
    {
        uint hash = 374761393u + (uint)bytes.Length;
        foreach (byte b in bytes)
            hash = BitOperations.RotateLeft(hash + (b * 374761393u), 11) * 2654435761u;
        hash ^= hash >> 15;
        hash *= 2246822519u;
        hash ^= hash >> 13;
        hash *= 3266489917u;
        return hash ^ (hash >> 16);
    }
}
