using SwapStress.Fuzz.Engine;
using SwapStress.Fuzz.Texts;

namespace SwapStress.Fuzz.CommandLine;

/// <summary>Values by what help calls them: most are right, some nearly, some not at all.</summary>
internal static class OptionValue
{
    /// <summary>The file that is there before each command line.</summary>
    public const string Taken = "taken";

    private static readonly string[] Numbers =
    [
        "0",
        "1",
        "1",
        "2",
        "2",
        "3",
        "4",
        "20",
        "100",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "18446744073709551615",
        "18446744073709551616",
    ];

    private static readonly string[] Sizes =
    [
        "0",
        "4K",
        "8K",
        "8192",
        "64K",
        "64K",
        "60K",
        "1M",
        "4097",
        "8T",
        "9T",
        "8191P",
    ];

    private static readonly string[] Durations =
    [
        "0",
        "1ns",
        "999ns",
        "1us",
        "1.5us",
        "1ms",
        "100ms",
        "8h",
        "1001h",
        "61s",
    ];

    private static readonly string[] Percents = ["0", "50", "100", "0.5", "99.999", "100.1"];

    /// <summary>None of them names a place outside the directory in which the program runs that it could write to.</summary>
    private static readonly string[] Paths =
    [
        "out",
        "out",
        "out",
        Taken,
        ".",
        "",
        " ",
        "a\0b",
        "\0",
        "a\nb",
        "no/such/place",
        Taken + "/below",
        "/proc/swapstress",
        "/dev/null",
        new string('x', 300),
        new string('d', 5000),
        "é\U0001f9ea",
        "\ud800",
    ];

    private static readonly string[] Contents =
    [
        "zero",
        "zero",
        "zero",
        "random",
        "file:" + Taken,
        "file:/no/such",
        "file:",
        "file:\0",
        "file:.",
        "file:a\nb",
    ];

    private static readonly string[] Programs =
    [
        "T0: inc 0",
        "setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0",
        "T0: inc 0, writeback; T1: zap 1",
        "T0: inc 15; T1: read 0; T2: fill 3",
    ];

    private static readonly string[] Schedules = ["-", "0:1", "1:1,3:0", "0:2147483647", "5:31"];

    private static readonly string[] Codecs =
    [
        "lz4",
        "lz4",
        "zstd",
        "zstd:9",
        "zstd:-7",
        "zstd:23",
        "zstd:3,dict",
        "lz4:1",
    ];

    /// <summary>A value of an option.</summary>
    /// <param name="input">The choices.</param>
    /// <param name="name">What help calls it: N, SIZE, on|off.</param>
    /// <param name="words">Names of strategies and races.</param>
    public static string Draw(FuzzInput input, string name, IReadOnlyList<string> words) =>
        name switch
        {
            "N" => Text(input, Numbers),
            "SIZE" => Text(input, Sizes),
            "DUR" => Text(input, Durations),
            "PERCENT" => Text(input, Percents),
            "KIND" => input.Chance(90) ? input.Pick(Contents) : TextInput.Rubbish(input),
            // As they are: a changed path could lie anywhere.
            "PATH" or "FILE" or "DIR" => input.Pick(Paths),
            "TEXT" => Text(input, Programs),
            "SCHEDULE" => Text(input, Schedules),
            "LIST" or "NAME" or "LIST|all" or "NAME|all" => input.Chance(30)
                ? $"{input.Pick(words)},{Text(input, words)}"
                : Text(input, words),
            _ when name.StartsWith("lz4", StringComparison.Ordinal) => Text(input, Codecs),
            _ => Text(input, name.Split('|')),
        };

    private static string Text(FuzzInput input, IReadOnlyList<string> right)
    {
        string text =
            input.Chance(75) ? input.Pick(right)
            : input.Chance(80) ? TextInput.Near(input, right)
            : TextInput.Rubbish(input);
        // The running kernel is not for this: on a machine with swap it would run.
        return text == "kernel" ? "kernels" : text;
    }
}
