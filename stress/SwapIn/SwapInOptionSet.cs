using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Stress.Run;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.SwapIn;

/// <summary>The options of <c>swapin</c>, as text: <see cref="SwapInResolver"/> gives them a meaning.</summary>
internal sealed class SwapInOptionSet(IEnumerable<string> strategyNames)
{
    /// <summary>The columns of the mail's table that this program has.</summary>
    public const string SyncDefault = "none,prepare-tick,prepare-wait,swap-cache,cached";

    public Option<string> Size { get; } =
        OptionOf.Value(
            "--size",
            "SIZE",
            $"Memory that is paged out and brought back. Default {SizeText.Format(SweepOptions.SizeBytesDefault)}."
        );

    public Option<string> DiskSize { get; } =
        OptionOf.Value(
            "--disksize",
            "SIZE",
            "The model's zram; its first page is the header. Default 3.2 times --size, as in the mail (10G from 32G)."
        );

    public Option<string> Sync { get; } =
        OptionOf.Value(
            "--sync",
            "LIST",
            $"The model's strategies, separated by commas: {string.Join(", ", strategyNames)}; or all. Default {SyncDefault}.",
            [.. strategyNames, "all"]
        );

    public Option<string> Backend { get; } =
        OptionOf.Value(
            "--backend",
            "LIST",
            "model, kernel (the running one, with the system's own swap), or model,kernel for both in turn. Default model.",
            ["model", "kernel"]
        );

    public Option<string> Compressor { get; } =
        OptionOf.Value(
            "--compressor",
            "lz4|zstd[:L][,dict]",
            $"The model's page codec; a kernel has its own. Default {StressDefaults.Compressor}."
        );

    public Option<string> CodecProvider { get; } =
        OptionOf.Value(
            "--codec-provider",
            "native|managed",
            "Whose codecs. Default: native where its library is found."
        );

    public Option<string> Content { get; } =
        OptionOf.Value(
            "--content",
            "KIND",
            "What fills the pages: runtime, zero, random or file:PATH. Default runtime.",
            RunOptionSet.ContentWords
        );

    public Option<string> Repeat { get; } =
        OptionOf.Value("--repeat", "N", $"Measurements of each, in turn. Default {SweepOptions.RepeatsDefault}.");

    public Option<string> Threads { get; } =
        OptionOf.Value("--threads", "N", "Threads that bring the pages back, each its own part. Default 1.");

    public Option<string> Seed { get; } =
        OptionOf.Value("--seed", "N", $"Seed of stamps and random content. Default {StressDefaults.Seed}.");

    public Option<string> Json { get; } =
        OptionOf.Value("--json", "FILE", "Write the figures, schema swapstress/swapin/1.");

    /// <summary>All of them, in the order of help.</summary>
    public IEnumerable<Option> All =>
        [Size, DiskSize, Sync, Backend, Compressor, CodecProvider, Content, Repeat, Threads, Seed, Json];

    /// <summary>Those that say how the model works.</summary>
    public IEnumerable<Option> OfModel => [DiskSize, Sync, Compressor, CodecProvider];
}
