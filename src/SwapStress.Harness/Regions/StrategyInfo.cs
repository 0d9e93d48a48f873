namespace SwapStress.Harness.Regions;

/// <summary>A way to synchronise concurrent swap-ins of one page.</summary>
/// <param name="Name">As <c>--sync</c> spells it.</param>
/// <param name="Sound">Whether it must never lose an update; the others are controls that are known to.</param>
/// <param name="Description">A few words for people: what it is, and in which kernels.</param>
public sealed record StrategyInfo(string Name, bool Sound, string Description);
