namespace SwapStress.Stress.Shell;

/// <summary>A page came back from swap other than it went there, while nobody raced for it.</summary>
/// <param name="message">Which page, and what it holds.</param>
internal sealed class DataLossException(string message) : Exception(message);
