namespace SwapStress.Bench;

/// <summary>A benchmark computed something wrong, so its time means nothing.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>Without a text.</summary>
    public CheckFailedException() { }

    /// <summary>With a text that says what is wrong.</summary>
    public CheckFailedException(string message)
        : base(message) { }

    /// <summary>With a text and what caused it.</summary>
    public CheckFailedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Throws unless <paramref name="condition"/> holds.</summary>
    public static void Unless(bool condition, string message)
    {
        if (!condition)
            throw new CheckFailedException(message);
    }
}
