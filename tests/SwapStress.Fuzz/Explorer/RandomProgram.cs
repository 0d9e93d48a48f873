using SwapStress.Explorer.Programs;
using SwapStress.Fuzz.Engine;

namespace SwapStress.Fuzz.Explorer;

/// <summary>Small programs that are well formed.</summary>
internal static class RandomProgram
{
    private const int PagesMax = 3;

    /// <summary>A program on any kind of memory, its fixes in.</summary>
    public static ProgramSpec Draw(FuzzInput input)
    {
        int pages = 1 + input.Below(PagesMax);
        bool hasZswap = input.Chance(30);
        string device = input.Chance(50) ? ProgramSpec.Brd : ProgramSpec.Zram;
        int threads = input.Chance(70) ? 2 : 1 + input.Below(3);
        return new ProgramSpec
        {
            Setup = Operations(input, pages, input.Below(5), hasZswap),
            Threads = [.. Enumerable.Range(0, threads).Select(_ => Thread(input, pages, hasZswap))],
            Pages = pages,
            Slots = 1 + input.Below(pages + 1),
            Device = device,
            HasZswap = hasZswap,
            FailsPoolAllocations = device == ProgramSpec.Zram && input.Chance(30),
            FailedWrites = input.Chance(30) ? 1 + input.Below(3) : 0,
        };
    }

    /// <summary>The arguments of <c>explore</c> that stand for it.</summary>
    public static string Arguments(ProgramSpec spec) =>
        $"--program \"{spec.Text}\" --pages {spec.Pages} --slots {spec.Slots} --device {spec.Device}"
        + (spec.HasZswap ? " --zswap" : "")
        + (spec.FailsPoolAllocations ? " --fail-pool-alloc" : "")
        + (spec.FailedWrites > 0 ? $" --fail-writes {spec.FailedWrites}" : "");

    private static List<Operation> Thread(FuzzInput input, int pages, bool hasZswap) =>
        Operations(input, pages, 1 + input.Below(3), hasZswap);

    private static List<Operation> Operations(FuzzInput input, int pages, int count, bool hasZswap)
    {
        var operations = new List<Operation>();
        while (operations.Count < count)
        {
            OperationKind kind = input.Below(hasZswap ? 12 : 11) switch
            {
                < 4 => OperationKind.Increment,
                < 8 => OperationKind.PageOut,
                8 => OperationKind.Read,
                9 => OperationKind.Fill,
                10 => OperationKind.Zap,
                _ => OperationKind.Writeback,
            };
            operations.Add(new Operation(kind, kind == OperationKind.Writeback ? 0 : input.Below(pages)));
        }
        return operations;
    }
}
