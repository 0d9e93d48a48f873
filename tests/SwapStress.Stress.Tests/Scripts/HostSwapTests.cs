namespace SwapStress.Stress.Tests.Scripts;

/// <summary>
/// Tests that change the machine's swap or need that it stays: one at a time, and nothing else meanwhile. All are in
/// this project, as test projects run side by side.
/// </summary>
[CollectionDefinition("host swap", DisableParallelization = true)]
public sealed class HostSwapTests;
