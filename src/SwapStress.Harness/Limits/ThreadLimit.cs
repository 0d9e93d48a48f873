namespace SwapStress.Harness.Limits;

/// <summary>One thing that bounds how many more threads this process may start.</summary>
/// <param name="Name">The kernel's name for it.</param>
/// <param name="Threads">Threads that still fit, the margin left out.</param>
/// <param name="RemedyFor">
/// The command that makes room for a number of threads, or advice where no command does.
/// </param>
internal sealed record ThreadLimit(string Name, long Threads, Func<long, string> RemedyFor);
