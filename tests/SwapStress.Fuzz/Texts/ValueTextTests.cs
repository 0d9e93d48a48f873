using System.Numerics;
using SwapStress.Fuzz.Engine;
using SwapStress.Harness;
using SwapStress.Store.Compression;

namespace SwapStress.Fuzz.Texts;

/// <summary>The parsers of single values against a second opinion.</summary>
public sealed class ValueTextTests
{
    private static readonly string[] Sizes =
    [
        "0",
        "4096",
        "512K",
        "32M",
        "10G",
        "1T",
        "4kib",
        "8MB",
        "9007199254740993",
    ];

    private static readonly string[] Durations =
    [
        "0",
        "1ns",
        "50us",
        "1ms",
        "1.5s",
        "30s",
        "90m",
        "8h",
        "0.5us",
        "2.25m",
        "9223372036854775807ns",
    ];

    private static readonly string[] Codecs =
    [
        "lz4",
        "zstd",
        "zstd:3",
        "zstd:-5",
        "zstd:22",
        "zstd:9,dict",
        "zstd,dict",
    ];

    [Fact]
    public void A_size_is_what_the_manual_says() =>
        Fuzzer.Run(
            "sizes",
            inputs: 200_000,
            input =>
            {
                string text = Draw(input, Sizes);
                bool isRead = SizeText.TryParse(text, out long bytes, out _);
                Assert.Equal(InRange(StrictGrammar.Size(text)), isRead ? bytes : null);
                if (isRead)
                {
                    Assert.True(SizeText.TryParse(SizeText.Format(bytes), out long again, out _));
                    Assert.Equal(bytes, again);
                }
            }
        );

    [Fact]
    public void A_duration_is_what_the_manual_says() =>
        Fuzzer.Run(
            "durations",
            inputs: 200_000,
            input =>
            {
                string text = Draw(input, Durations);
                bool isRead = DurationText.TryParse(text, out long nanoseconds, out _);
                long? expected = InRange(StrictGrammar.Duration(text));
                // More decimals than any unit has nanoseconds may be refused.
                if (isRead || !text.Contains('.'))
                    Assert.Equal((text, expected), (text, isRead ? nanoseconds : null));
                if (isRead)
                {
                    Assert.True(DurationText.TryParse(DurationText.Format(nanoseconds), out long again, out _));
                    Assert.Equal(nanoseconds, again);
                }
            }
        );

    [Fact]
    public void A_codec_that_is_read_is_written_as_it_was_read() =>
        Fuzzer.Run(
            "codec specs",
            inputs: 200_000,
            input =>
            {
                string text = Draw(input, Codecs);
                if (!CodecSpec.TryParse(text, out CodecSpec spec, out string? error))
                {
                    Assert.NotNull(error);
                    return;
                }
                Assert.True(CodecSpec.TryParse(spec.ToString(), out CodecSpec again, out _));
                Assert.Equal(spec, again);
                Assert.InRange(spec.Level ?? 1, CodecSpec.LevelMin, CodecSpec.LevelMax);
            }
        );

    private static string Draw(FuzzInput input, string[] right) =>
        input.Chance(95) ? TextInput.Near(input, right) : TextInput.Rubbish(input);

    private static long? InRange(BigInteger? value) => value <= long.MaxValue ? (long)value : null;
}
