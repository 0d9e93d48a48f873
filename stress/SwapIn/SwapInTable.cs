using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.SwapIn;

/// <summary>Every option of <c>swapin</c>, a row each: <see cref="SwapInResolver"/> gives them a meaning.</summary>
internal static class SwapInTable
{
    /// <summary>The columns of the mail's table that this program has.</summary>
    public const string SyncDefault = "none,prepare-tick,prepare-wait,swap-cache,cached";

    public static OptionRow<long> Size { get; } =
        new(
            "--size",
            OptionKind.Size(),
            $"Memory that is paged out and brought back. Default {SizeText.Format(SweepOptions.SizeBytesDefault)}."
        );

    public static OptionRow<long> DiskSize { get; } =
        new(
            "--disksize",
            OptionKind.Size(),
            "The model's zram; its first page is the header. Default 3.2 times --size, as in the mail (10G from 32G)."
        );

    public static OptionRow<string?> Sync { get; } =
        new(
            "--sync",
            OptionKind.Text("LIST", "{strategies}", "all"),
            $"The model's strategies, separated by commas: {{strategies}}; or all. Default {SyncDefault}."
        );

    public static OptionRow<string?> Backend { get; } =
        new(
            "--backend",
            OptionKind.Text("LIST", "model", "kernel"),
            "model, kernel (the running one, with the system's own swap), or model,kernel for both in turn. Default model."
        );

    public static OptionRow<string?> Compressor { get; } =
        new(
            "--compressor",
            OptionKind.Text("lz4|zstd[:L][,dict]"),
            $"The model's page codec; a kernel has its own. Default {StressDefaults.Compressor}."
        );

    public static OptionRow<string> CodecProvider => OptionTable.CodecProvider;

    public static OptionRow<ContentSpec> Content => OptionTable.Content;

    public static OptionRow<int> Repeat { get; } =
        new(
            "--repeat",
            OptionKind.Whole(1, 10_000),
            $"Measurements of each, in turn. Default {SweepOptions.RepeatsDefault}."
        );

    public static OptionRow<int> Threads { get; } =
        new(
            "--threads",
            OptionKind.Whole(1, 1_024),
            "Threads that bring the pages back, each its own part. Default 1."
        );

    public static OptionRow<ulong> Seed { get; } =
        new(
            "--seed",
            OptionKind.Whole(0UL, ulong.MaxValue),
            $"Seed of stamps and random content. Default {StressDefaults.Seed}."
        );

    public static OptionRow<string?> Json { get; } =
        new("--json", OptionKind.Text("FILE"), "Write the figures, schema swapstress/swapin/1.");

    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<OptionRow> All { get; } = OptionRow.AllOf(typeof(SwapInTable));

    /// <summary>Those that say how the model works.</summary>
    public static IReadOnlyList<OptionRow> OfModel { get; } = [DiskSize, Sync, Compressor, CodecProvider];
}
