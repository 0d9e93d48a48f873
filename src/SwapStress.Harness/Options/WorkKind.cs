namespace SwapStress.Harness.Options;

/// <summary>What a worker does on each page.</summary>
public enum WorkKind
{
    /// <summary>Adds 1 to the page's counter.</summary>
    Add,

    /// <summary>Adds 1 and fills a line of the page with bytes that do not compress.</summary>
    Fill,
}
