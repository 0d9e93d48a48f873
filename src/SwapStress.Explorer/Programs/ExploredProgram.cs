using SwapStress.Paging;
using SwapStress.Store;

namespace SwapStress.Explorer.Programs;

/// <summary>A few threads that do a few things to a few pages; what happens depends on the schedule alone.</summary>
internal sealed record ExploredProgram
{
    /// <summary>Pages of the region at most.</summary>
    public const int PagesMax = 16;

    /// <summary>A name for tables.</summary>
    public required string Name { get; init; }

    /// <summary>What is done first, by one thread that nobody disturbs.</summary>
    public IReadOnlyList<Operation> Setup { get; init; } = [];

    /// <summary>What each thread does.</summary>
    public required IReadOnlyList<IReadOnlyList<Operation>> Threads { get; init; }

    /// <summary>Pages of the region and how it is synchronised; the same program can be run with other strategies.</summary>
    public required AddressSpaceOptions Space { get; init; }

    /// <summary>Makes an empty device.</summary>
    public required Func<SwapDevice> CreateDevice { get; init; }

    /// <summary>Bugs that a test plants.</summary>
    internal Plants Plants { get; init; }
}
