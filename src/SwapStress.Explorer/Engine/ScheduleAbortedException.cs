using System.Diagnostics.CodeAnalysis;

namespace SwapStress.Explorer.Engine;

/// <summary>Takes a thread out of the middle of a schedule that has come to its end.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Thrown and caught by the engine alone.")]
internal sealed class ScheduleAbortedException() : Exception("The schedule has ended.");
