namespace SwapStress.Harness.Figures;

/// <summary>What most rows of counters are made of.</summary>
[Flags]
internal enum Has
{
    None = 0,
    Everyone = 1 << 0,
    Models = 1 << 1,
    Small = 1 << 2,
    Time = 1 << 3,
    Level = 1 << 4,
    Max = 1 << 5,
    Setting = 1 << 6,

    /// <summary>Told only where there are any.</summary>
    Rare = 1 << 7,

    /// <summary>Not in the table at the end of a run.</summary>
    NoSummary = 1 << 8,

    /// <summary>Not in a line of rounds.jsonl, save in its sums.</summary>
    NoLine = 1 << 9,
    Intervals = 1 << 10,
    Matrix = 1 << 11,
}

/// <summary>Rows of counters, by the name of the counter.</summary>
internal static class FigureRows
{
    /// <summary>Why tables of a few figures do not have it.</summary>
    public const string Detail = "a detail";

    /// <summary>Why sums do not have it.</summary>
    public const string Follows = "it follows from others";

    private const string SumsHaveIt = "the sums have it";
    private const string Kib = ", KiB";

    private static readonly (string Prefix, string Group)[] Groups =
    [
        ("Void", "void."),
        ("Injected", "injected."),
        ("Event", "events."),
        ("Store", "zram."),
        ("Zswap", "zswap."),
    ];

    /// <summary>A row: its paths have the counter's name, tables its title.</summary>
    public static Figure Of(Counter counter, string title, Has has, string doc)
    {
        string name = NameOf(counter);
        bool isOfRegion = counter is >= Counter.MajorFaults and <= Counter.BdWrites;
        var cell = new Cell(title, Divisor: title.EndsWith(Kib, StringComparison.Ordinal) ? 1024 : 1)
        {
            IsRare = has.HasFlag(Has.Rare),
        };
        return new Figure(name, doc)
        {
            Counter = counter,
            Kind =
                has.HasFlag(Has.Level) ? CounterKind.Level
                : has.HasFlag(Has.Max) ? CounterKind.Max
                : has.HasFlag(Has.Setting) ? CounterKind.Setting
                : CounterKind.Sum,
            Type =
                has.HasFlag(Has.Small) ? CounterType.Small
                : has.HasFlag(Has.Time) ? CounterType.Time
                : CounterType.Count,
            By =
                has.HasFlag(Has.Everyone) ? CountedBy.Everyone
                : has.HasFlag(Has.Models) ? CountedBy.Models
                : CountedBy.Some,
            Digits = has.HasFlag(Has.Time) ? 6 : 0,
            Section = counter switch
            {
                >= Counter.MajorFaults and <= Counter.InjectedSlowReads => Section.Paging,
                >= Counter.StoreOrigDataSize and <= Counter.BdWrites => Section.Store,
                >= Counter.Elapsed => Section.Throughput,
                _ => Section.Data,
            },
            Sum = isOfRegion ? $"statistics.{name}" : name,
            Line = has.HasFlag(Has.NoLine) ? null : new(name),
            Summary = has.HasFlag(Has.NoSummary) ? null : cell,
            Page = cell,
            IsInIntervals = has.HasFlag(Has.Intervals),
            Matrix = has.HasFlag(Has.Matrix) ? name : null,
            Exempt =
            [
                (Writer.Overviews, Detail),
                (has.HasFlag(Has.NoLine) ? Writer.Line : 0, SumsHaveIt),
                (has.HasFlag(Has.NoSummary) ? Writer.Summary : 0, Detail),
            ],
        };
    }

    /// <summary>What nobody reads but who goes on with a run.</summary>
    public static Figure OnlySum(Counter counter, Has has, string doc, string why) =>
        Of(counter, "", has | Has.Everyone | Has.NoLine | Has.NoSummary, doc) with
        {
            Page = null,
            Exempt = [(Writer.Every, why)],
        };

    /// <summary>"staleInstalls", "zswap.stores".</summary>
    private static string NameOf(Counter counter)
    {
        string text = counter.ToString();
        (string prefix, string group) = Array.Find(
            Groups,
            one => text.StartsWith(one.Prefix, StringComparison.Ordinal)
        );
        string rest = text[(prefix?.Length ?? 0)..];
        return $"{group}{char.ToLowerInvariant(rest[0])}{rest[1..]}";
    }
}
