using System.Globalization;
using SwapStress.Harness;
using SwapStress.Harness.Options;

namespace SwapStress.Bench;

/// <summary>The options of the commands, a row each.</summary>
internal static class BenchTable
{
    private const double SecondsMin = 0.001;
    private const double SecondsMax = 60;

    public static OptionRow<int> Threads { get; } =
        new("--threads", OptionKind.Whole(1, 256), "The most threads at once. Default: one for each processor.");

    public static OptionRow<double> Seconds { get; } =
        new(
            "--seconds",
            new OptionKind<double>("SECONDS", ParseSeconds, value => value.ToString(CultureInfo.InvariantCulture)),
            "How long each measurement takes. Default 0.3."
        );

    public static OptionRow<int> Repeat { get; } =
        new(
            "--repeat",
            OptionKind.Whole(1, 10_000),
            "Measurements of each, interleaved. Default 60; of --throughput 11."
        );

    public static OptionRow<string?> Content { get; } =
        new(
            "--content",
            OptionKind.Text("KIND", "runtime", "near-zero", "random", "file:"),
            "What the pages hold: runtime, near-zero, random or file:PATH. Default runtime; of --density each."
        );

    public static OptionRow<int> Pages { get; } =
        // What an array of bytes can hold, in round numbers.
        new("--pages", OptionKind.Whole(1, 500_000), "Pages of the device. Default 65536.");

    public static OptionRow<string?> Compressor => OptionTable.Compressor;

    public static OptionRow<bool> Checksum => OptionTable.Checksum;

    public static OptionRow<string?> Json { get; } =
        new("--json", OptionKind.Text("FILE"), "Write the figures there, too, schema swapstress/throughput/1.");

    private static double ParseSeconds(string name, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
        && value is >= SecondsMin and <= SecondsMax
            ? value
            : throw new UsageException($"{name} '{text}': write seconds from {SecondsMin} to {SecondsMax}");
}
