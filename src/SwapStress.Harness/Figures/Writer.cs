namespace SwapStress.Harness.Figures;

/// <summary>Who writes figures. A figure reaches each of them, or its row says why not.</summary>
[Flags]
internal enum Writer
{
    None = 0,

    /// <summary>A strategy in run.json, and in the docs of it.</summary>
    Run = 1 << 0,

    /// <summary>A line of rounds.jsonl.</summary>
    Line = 1 << 1,

    /// <summary>The sums in that line, from which a run is resumed.</summary>
    Sums = 1 << 2,

    /// <summary>A line of intervals.jsonl.</summary>
    Interval = 1 << 3,

    /// <summary>A field of matrix.json.</summary>
    Matrix = 1 << 4,

    /// <summary>The table at the end of a run.</summary>
    Summary = 1 << 5,

    /// <summary>The table of a report as text, Markdown and csv.</summary>
    Report = 1 << 6,

    /// <summary>The page of HTML.</summary>
    Page = 1 << 7,

    /// <summary>The meter.</summary>
    Metrics = 1 << 8,

    /// <summary>Those that show a few figures to who compares many.</summary>
    Overviews = Interval | Matrix | Report | Metrics,
    Every = Run | Line | Sums | Summary | Page | Overviews,
}

/// <summary>What is recorded of a device only where it is asked for, or where there is such a device.</summary>
[Flags]
internal enum StorePart
{
    None = 0,
    Zram = 1 << 0,
    Recompression = 1 << 1,
    BackingFile = 1 << 2,
}
