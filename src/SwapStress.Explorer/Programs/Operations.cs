using SwapStress.Paging;
using SwapStress.Primitives;

namespace SwapStress.Explorer.Programs;

/// <summary>What the operations of a program do.</summary>
internal static class Operations
{
    private static readonly ulong[] Noise =
    [
        .. Enumerable.Range(0, PageSize.Words).Select(word => SplitMix64.At(seed: 1, (ulong)word)),
    ];

    /// <summary>Does one.</summary>
    public static void Do(AddressSpace space, Operation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Increment:
                space.FetchAdd(operation.Page, 1, out _);
                break;
            case OperationKind.Read:
                space.Read(operation.Page, 0);
                break;
            case OperationKind.Fill:
                Fill(space, operation.Page);
                break;
            case OperationKind.PageOut:
                space.PageOut(operation.Page, 1);
                break;
            case OperationKind.Zap:
                space.Zap(operation.Page, 1);
                break;
            case OperationKind.Writeback:
                space.WriteBackOldest();
                break;
        }
    }

    /// <summary>Leaves counter and stamp, which the first line holds.</summary>
    /// <param name="words">A page.</param>
    public static void Fill(Span<ulong> words) =>
        Noise.AsSpan(FinalCheck.HeadWords).CopyTo(words[FinalCheck.HeadWords..]);

    private static void Fill(AddressSpace space, int page)
    {
        using PinnedPage pinned = space.PinForWriting(page);
        Fill(pinned.Words);
    }
}
