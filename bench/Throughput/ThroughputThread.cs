using SwapStress.Primitives;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;

namespace SwapStress.Bench.Throughput;

/// <summary>What one thread works on: pages and slots that no other thread touches, so that threads share the device only.</summary>
internal sealed class ThroughputThread : IDisposable
{
    /// <summary>Pages of a thread.</summary>
    public const int PageCount = 1024;

    private readonly byte[] _page = GC.AllocateUninitializedArray<byte>(PageSize.Bytes, pinned: true);
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(2 * PageSize.Bytes, pinned: true);
    private readonly ZramDevice _device;
    private readonly PageSet _pages;
    private readonly PageCodec _codec;
    private readonly BlobSet _blobs;
    private readonly uint _firstSlot;

    public ThroughputThread(int index, ZramDevice device, PageSet pages, CodecChoice codec)
    {
        _device = device;
        _pages = pages;
        _codec = codec.Create();
        _blobs = new BlobSet(pages, _codec);
        _firstSlot = (uint)(index * PageCount);
        for (int i = 0; i < PageCount; i++)
            Put(i);
    }

    /// <summary>The codec alone, in.</summary>
    public void Encode(int index) =>
        CheckFailedException.Unless(_codec.Compress(_pages[index], _buffer) > 0, "a page did not compress");

    /// <summary>A write to the device.</summary>
    public void Put(int index) =>
        CheckFailedException.Unless(_device.Write(_firstSlot + (uint)index, _pages[index]) == 0, "a write failed");

    /// <summary>The codec alone, out.</summary>
    public void Decode(int index) =>
        CheckFailedException.Unless(_codec.TryDecompress(_blobs[index], _page), "a blob did not decompress");

    /// <summary>A read of the device.</summary>
    public void Get(int index) =>
        CheckFailedException.Unless(_device.Read(_firstSlot + (uint)index, _page) == 0, "a read failed");

    /// <summary>Checks that every page is still there.</summary>
    public void Check()
    {
        for (int i = 0; i < PageCount; i++)
        {
            Get(i);
            CheckFailedException.Unless(_pages[i].SequenceEqual(_page), $"page {i} was lost");
        }
    }

    public void Dispose() => _codec.Dispose();
}
