using SwapStress.Paging.Fault;
using SwapStress.Store;

namespace SwapStress.Paging.Tests;

internal static class Make
{
    public const int Hz = 1000;

    public static AddressSpace Space(int pages, SwapDevice device, string sync) =>
        Space(pages, device, SwapInSyncs.Find(sync, Hz)!);

    public static AddressSpace Space(int pages, SwapDevice device, SwapInSync sync) =>
        new(
            new AddressSpaceOptions
            {
                PageCount = pages,
                Sync = sync,
                Hz = Hz,
                ThreadCount = 128,
            },
            device
        );

    public static TheoryData<string> AllSyncs => [.. SwapInSyncs.All(Hz).Select(sync => sync.Name)];

    public static TheoryData<string> SoundSyncs =>
        [.. SwapInSyncs.All(Hz).Where(sync => sync.IsExpectedSound).Select(sync => sync.Name)];
}
