using System.CommandLine;
using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Files;
using SwapStress.Harness.Kernel;
using SwapStress.Harness.Workers;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.SwapIn;

/// <summary>The verb <c>swapin</c>: the patch mail's microbenchmark, of strategies and of the running kernel in turn.</summary>
/// <param name="set">Its options.</param>
/// <param name="parsed">The command line.</param>
/// <param name="model">What the strategies run on.</param>
/// <param name="output">Text for people.</param>
internal sealed class SwapInCommand(SwapInOptionSet set, ParseResult parsed, IModel model, TextWriter output)
{
    private const long SwapUnit = 64 << 10;

    /// <summary>The verb.</summary>
    public const string Verb = "swapin";

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0, or 130 if it was interrupted; what was measured until then is shown and written.</returns>
    public int Run()
    {
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        (SweepOptions options, string? json) = new SwapInResolver(set, parsed, model.Strategies).Resolve();
        using OutputFile? file = JsonOutput.Open(json);
        SweepMemory.Require(options, ratio: 0);
        PageContent content = PageContent.Load(options.Content, options.SizeBytes, options.Seed);
        SweepSetup setup = model.PrepareSweep(options, content);
        if (options.HasKernel)
            options = options with { Swap = RequireSwap(options) };
        using BareCodec? bare = setup.Codec is { } codec ? new BareCodec(codec, content, options.PageCount) : null;
        SweepMemory.Require(options, bare is null ? 1 : (double)bare.CompressedBytes / bare.PageBytes);
        var comparison = new SweepComparison(
            options,
            (contender, pageCount) =>
                contender.IsKernel
                    ? new KernelSweepRegion(pageCount, options.Swap!)
                    : setup.CreateRegion(contender, pageCount),
            content,
            bare
        );
        var report = new SwapInReport(options, comparison, setup.CodecText, output);
        report.Introduce();

        var stop = new StopFlag();
        using (Interrupts.Handle(() => stop.Request(StopReason.Interrupted)))
            comparison.Run(stop, report.Repeat);
        report.Conclude();
        int code = stop.IsRequested ? ExitCode.Interrupted : ExitCode.Clean;
        JsonOutput.Write(
            file,
            JsonSerializer.Serialize(
                SwapInDocument.From(options, comparison, setup.CodecText, startedUtc, parsed, code),
                SwapInJson.Indented.SwapInDocument
            )
        );
        return code;
    }

    private static HostSwap RequireSwap(SweepOptions options)
    {
        // A quarter more than the pages take: a sweep is not about slots that are short.
        long swapBytes = (options.SizeBytes + (options.SizeBytes / 4) + SwapUnit - 1) / SwapUnit * SwapUnit;
        HostSwap swap = HostSwap.Require(swapBytes);
        return swap.FreeSlots >= options.PageCount
            ? swap
            : throw new EnvironmentException(
                $"swap has {swap.FreeSlots} free slots ({swap.Paths}), and {options.PageCount} pages are to be paged out; write a smaller "
                    + $"--size, or as root: swapoff -a; {HostSwap.SetUpCommands(swapBytes)}"
            );
    }
}
