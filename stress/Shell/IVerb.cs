using SwapStress.Harness.Options;

namespace SwapStress.Stress.Shell;

/// <summary>
/// A verb of the command line: a room of its own, with everything that it needs. The program is a loop over them; the first one
/// is what runs without a verb.
/// </summary>
internal interface IVerb
{
    string Name { get; }

    /// <summary>What help says of it, and what its exit codes mean.</summary>
    string Description { get; }

    /// <summary>In the order of help.</summary>
    IReadOnlyList<OptionRow> Options => [];

    /// <summary>What stands after it and is no option; null for nothing.</summary>
    VerbArgument? Argument => null;

    /// <summary>Command lines to begin with, one line each.</summary>
    IReadOnlyList<string> Examples { get; }

    /// <summary>Whether what is asked for goes to files in any case: the text then only tells of it.</summary>
    bool WritesFiles => false;

    /// <summary>Does it.</summary>
    /// <exception cref="Harness.UsageException">Something makes no sense; one line says what to write instead.</exception>
    /// <exception cref="Harness.EnvironmentException">This machine cannot do it.</exception>
    Task<int> RunAsync(Invocation invocation);
}

/// <summary>What stands after a verb.</summary>
/// <param name="Description">What help says of it.</param>
/// <param name="Words">The values there are; empty where they are directories.</param>
internal sealed record VerbArgument(string Name, string Description, IReadOnlyList<string> Words);
