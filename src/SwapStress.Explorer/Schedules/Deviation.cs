namespace SwapStress.Explorer.Schedules;

/// <summary>A choice that is not the usual one.</summary>
/// <param name="Choice">Which choice of the schedule, from 0; only where more than one thread could go on there is one.</param>
/// <param name="Thread">The thread that goes on.</param>
internal readonly record struct Deviation(int Choice, int Thread);
