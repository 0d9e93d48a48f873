namespace SwapStress.Harness.Files;

/// <summary>
/// Files that cannot be written end no run, which may have gone on for hours. Each is reported once, and once more when it
/// can be written again; what is missing in the end is known.
/// </summary>
/// <param name="warn">Hears of it, one line each.</param>
internal sealed class WriteFailures(string directory, Action<string> warn)
{
    /// <summary>Each file that failed; each file is one thread's.</summary>
    private readonly Dictionary<string, Trouble> _troubles = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>What is missing in the files, in a few words each; empty when the results are whole.</summary>
    public IReadOnlyList<string> Missing =>
        [
            .. Snapshot()
                .OrderBy(trouble => trouble.Key, StringComparer.Ordinal)
                .Select(trouble => trouble.Value.Missing(trouble.Key))
                .OfType<string>(),
        ];

    /// <summary>Writes.</summary>
    /// <param name="write">Writes it, or leaves it as it was.</param>
    /// <param name="line">
    /// What is appended, "round", and stays missing where it cannot be; null for a file that is written as a whole, so that
    /// the next write makes up for a failed one.
    /// </param>
    /// <param name="isResult">Whether a reader of the results misses what is not written.</param>
    public void Attempt(string name, Action write, string? line = null, bool isResult = true)
    {
        string path = Path.Combine(directory, name);
        Trouble before;
        lock (_gate)
            before = _troubles.GetValueOrDefault(name);
        try
        {
            write();
        }
        catch (Exception exception) when (DurableFiles.IsFailure(exception))
        {
            lock (_gate)
                _troubles[name] = new Trouble(line, isResult, before.InARow + 1, before.InAll + 1);
            if (before.InARow == 0)
                warn($"cannot write {path}: {exception.Message}");
            return;
        }
        if (before.InARow == 0)
            return;
        lock (_gate)
            _troubles[name] = before with { InARow = 0 };
        string missing =
            line is null ? ""
            : before.InARow == 1 ? $"; 1 {line} is missing in it"
            : $"; {before.InARow} {line}s are missing in it";
        warn($"{path} can be written again{missing}");
    }

    private KeyValuePair<string, Trouble>[] Snapshot()
    {
        lock (_gate)
            return [.. _troubles];
    }

    /// <summary>The failed writes of a file.</summary>
    /// <param name="Line">What each appends; null where it writes all.</param>
    /// <param name="InARow">Since the last write that did not fail.</param>
    private readonly record struct Trouble(string? Line, bool IsResult, int InARow, int InAll)
    {
        public string? Missing(string name) =>
            (IsResult, Line) switch
            {
                (false, _) => null,
                (true, null) => InARow > 0 ? name : null,
                (true, { } line) => $"{InAll} {line}{(InAll == 1 ? "" : "s")} of {name}",
            };
    }
}
