using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Doctor;

/// <summary>Every option of <c>doctor</c>, a row each: <see cref="DoctorResolver"/> gives them a meaning.</summary>
internal static class DoctorTable
{
    public static OptionRow<string?> Json { get; } =
        new("--json", OptionKind.Text("FILE"), "Write what was found about the machine there, too.");

    public static OptionRow<bool> Pool { get; } =
        new(
            "--pool",
            OptionKind.Flag,
            "Fill a zram, free some of it, and show its pool by size class before and after a compaction."
        );

    public static OptionRow<long> Size { get; } =
        new(
            "--size",
            OptionKind.Size(),
            $"Pages that are stored, in bytes. Default {SizeText.Format(DoctorOptions.SizeBytesDefault)}."
        );

    public static OptionRow<ContentSpec> Content => OptionTable.Content;

    public static OptionRow<double> Free { get; } =
        new(
            "--free",
            OptionKind.Percent,
            $"How many of a hundred pages are freed, by chance. Default {DoctorOptions.FreePercentDefault:0}."
        );

    public static OptionRow<string?> Compressor { get; } =
        new("--compressor", OptionKind.Text("lz4|zstd[:L]"), $"Page codec. Default {StressDefaults.Compressor}.");

    public static OptionRow<string> CodecProvider => OptionTable.CodecProvider;

    public static OptionRow<ulong> Seed { get; } =
        new(
            "--seed",
            OptionKind.Whole(0UL, ulong.MaxValue),
            $"Seed of what is freed, of stamps and random content. Default {StressDefaults.Seed}."
        );

    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<OptionRow> All { get; } = OptionRow.AllOf(typeof(DoctorTable));

    /// <summary>Those that mean nothing without <see cref="Pool"/>.</summary>
    public static IEnumerable<OptionRow> OfPool => All.Except([Json, Pool]);
}
