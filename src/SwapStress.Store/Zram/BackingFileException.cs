namespace SwapStress.Store.Zram;

/// <summary>A path that cannot be zram's backing file; the message says why, and what to do instead.</summary>
public sealed class BackingFileException(string message, Exception? inner = null) : IOException(message, inner);
