using System.Diagnostics.CodeAnalysis;

namespace SwapStress.Explorer.Engine;

/// <summary>
/// The same schedule led to other steps: something that no schedule decides had a hand in it. Nothing that a search says
/// of such a program can be relied on.
/// </summary>
/// <param name="message">Which step or choice differs, in one line.</param>
[SuppressMessage("Design", "CA1032", Justification = "It means nothing without the step.")]
internal sealed class DivergedException(string message) : Exception(message);
