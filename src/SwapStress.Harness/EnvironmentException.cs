namespace SwapStress.Harness;

/// <summary>
/// This machine cannot do what was asked: the message is one line that says why, and the command that helps. Exit code
/// <see cref="ExitCode.Environment"/>.
/// </summary>
/// <param name="inner">The cause, if it was an exception.</param>
internal sealed class EnvironmentException(string message, Exception? inner = null) : Exception(message, inner);
