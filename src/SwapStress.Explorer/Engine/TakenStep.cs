using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Engine;

/// <summary>One step of a schedule: which thread did what to what.</summary>
/// <param name="Thread">The thread, from 0.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Target">
/// What it worked on, numbered from 1 by first appearance among the targets of that kind; 0 for none. So the same
/// schedule gives the same steps wherever memory happens to lie.
/// </param>
internal readonly record struct TakenStep(int Thread, StepKind Kind, int Target)
{
    /// <summary>Thread, kind and target: <c>T0 PteRead 1</c>.</summary>
    public override string ToString() => Target == 0 ? $"T{Thread} {Kind}" : $"T{Thread} {Kind} {Target}";
}
