namespace SwapStress.Harness.Limits;

/// <summary>Whether what is about to be created fits into memory, checked before any of it is.</summary>
internal static class MemoryCheck
{
    /// <summary>What the runtime takes yet, from the first option to the first round: code, heap and stacks.</summary>
    public const long RuntimeBytes = 32 << 20;

    /// <summary>Refuses what would be killed for memory.</summary>
    /// <param name="neededBytes">What it takes at most.</param>
    /// <param name="what">What it is, for people.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void Require(long neededBytes, string what, string remedy) => Require(neededBytes, what, remedy, "/");

    internal static void Require(long neededBytes, string what, string remedy, string root)
    {
        var limits = new MemoryLimits(new HostFiles(root));
        foreach (MemoryRoom room in limits.Measure().Concat(limits.AddressSpace()))
        {
            if (neededBytes > room.AvailableBytes)
                throw new EnvironmentException(
                    $"{what} can take {neededBytes >> 20} MiB, and {Math.Max(0, room.AvailableBytes) >> 20} MiB are available within "
                        + $"{room.Name}; {remedy}, or make room: {room.Remedy}"
                );
        }
    }
}
