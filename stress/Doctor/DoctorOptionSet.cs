using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Stress.Run;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Doctor;

/// <summary>The options of <c>doctor</c>, as text: <see cref="DoctorResolver"/> gives them a meaning.</summary>
internal sealed class DoctorOptionSet
{
    public Option<bool> Pool { get; } =
        OptionOf.Flag(
            "--pool",
            "Fill a zram, free some of it, and show its pool by size class before and after a compaction."
        );

    public Option<string> Size { get; } =
        OptionOf.Value(
            "--size",
            "SIZE",
            $"Pages that are stored, in bytes. Default {SizeText.Format(DoctorOptions.SizeBytesDefault)}."
        );

    public Option<string> Content { get; } =
        OptionOf.Value(
            "--content",
            "KIND",
            "What fills the pages: runtime, zero, random or file:PATH. Default runtime.",
            RunOptionSet.ContentWords
        );

    public Option<string> Free { get; } =
        OptionOf.Value(
            "--free",
            "PERCENT",
            $"How many of a hundred pages are freed, by chance. Default {DoctorOptions.FreePercentDefault:0}."
        );

    public Option<string> Compressor { get; } =
        OptionOf.Value("--compressor", "lz4|zstd[:L]", $"Page codec. Default {StressDefaults.Compressor}.");

    public Option<string> CodecProvider { get; } =
        OptionOf.Value(
            "--codec-provider",
            "native|managed",
            "Whose codecs. Default: native where its library is found."
        );

    public Option<string> Seed { get; } =
        OptionOf.Value(
            "--seed",
            "N",
            $"Seed of what is freed, of stamps and random content. Default {StressDefaults.Seed}."
        );

    public Option<string> Json { get; } =
        OptionOf.Value("--json", "FILE", "Write what was found about the machine there, too.");

    /// <summary>All of them, in the order of help.</summary>
    public IEnumerable<Option> All => [Json, Pool, .. OfPool];

    /// <summary>Those that mean nothing without <see cref="Pool"/>.</summary>
    public IEnumerable<Option> OfPool => [Size, Content, Free, Compressor, CodecProvider, Seed];
}
