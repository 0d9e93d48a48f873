namespace SwapStress.Stress.Shell.Completion;

/// <summary>What a shell offers after an option.</summary>
internal enum CompletionKind
{
    /// <summary>The option has no value.</summary>
    Flag,

    /// <summary>One of its words, or nothing that a shell could know.</summary>
    Word,

    /// <summary>Its words, separated by commas.</summary>
    List,

    /// <summary>Files.</summary>
    File,

    Directory,
}
