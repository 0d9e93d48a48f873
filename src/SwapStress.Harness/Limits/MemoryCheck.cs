namespace SwapStress.Harness.Limits;

/// <summary>Whether the regions of a run fit into memory, checked before any is created.</summary>
public static class MemoryCheck
{
    /// <summary>Refuses a run that would be killed for memory.</summary>
    /// <param name="neededBytes">What the regions and their devices can take.</param>
    /// <exception cref="EnvironmentException">It does not fit.</exception>
    public static void Require(long neededBytes) => Require(neededBytes, "/");

    internal static void Require(long neededBytes, string root)
    {
        foreach (MemoryRoom room in new MemoryLimits(new HostFiles(root)).Measure())
        {
            if (neededBytes > room.AvailableBytes)
                throw new EnvironmentException(
                    $"the regions and swap devices can take {neededBytes >> 20} MiB, and "
                        + $"{room.AvailableBytes >> 20} MiB are available within {room.Name}; "
                        + "write a smaller --region or fewer strategies"
                );
        }
    }
}
