namespace SwapStress.Harness;

/// <summary>
/// The user asked for something that cannot be: the message is one line that says what to write instead. Exit code
/// <see cref="ExitCode.Usage"/>.
/// </summary>
/// <param name="inner">The cause, if it was an exception.</param>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
