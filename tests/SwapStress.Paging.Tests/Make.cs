using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Store;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Paging.Tests;

internal static class Make
{
    public const int Hz = 1000;

    public static AddressSpace Space(int pages, SwapDevice device, string sync) =>
        Space(pages, device, SwapInSyncs.Find(sync, Hz)!);

    /// <summary>zswap with a pool that takes as much as the region has, and lz4 of whoever has it.</summary>
    public static ZswapOptions Zswap { get; } =
        new(
            new CodecCatalog(new NativeCodecProvider(), new ManagedCodecProvider())
                .Available()
                .First(choice => choice.Spec.Algorithm == CodecAlgorithm.Lz4)
        )
        {
            MaxPoolPercent = 100,
        };

    public static AddressSpace Space(int pages, SwapDevice device, string sync, ZswapOptions zswap) =>
        Space(pages, device, SwapInSyncs.Find(sync, Hz)!, zswap);

    public static AddressSpace Space(
        int pages,
        SwapDevice device,
        SwapInSync sync,
        ZswapOptions? zswap = null,
        bool flightRecorder = true
    ) => new(Options(pages, sync) with { Zswap = zswap, FlightRecorder = flightRecorder }, device);

    public static AddressSpaceOptions Options(int pages, string sync) => Options(pages, SwapInSyncs.Find(sync, Hz)!);

    private static AddressSpaceOptions Options(int pages, SwapInSync sync) =>
        new()
        {
            PageCount = pages,
            Sync = sync,
            Hz = Hz,
            ThreadCount = 128,
            FlightRecorder = true,
        };

    public static TheoryData<string> AllSyncs => [.. SwapInSyncs.All(Hz).Select(sync => sync.Name)];

    public static TheoryData<string> SoundSyncs =>
        [.. SwapInSyncs.All(Hz).Where(sync => sync.IsExpectedSound).Select(sync => sync.Name)];
}
