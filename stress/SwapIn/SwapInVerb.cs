using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Files;
using SwapStress.Harness.Kernel;
using SwapStress.Harness.Options;
using SwapStress.Harness.Workers;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.SwapIn;

/// <summary>The verb <c>swapin</c>: the patch mail's microbenchmark, of strategies and of the running kernel in turn.</summary>
/// <param name="model">What the strategies run on.</param>
internal sealed class SwapInVerb(ISweepModel model) : IVerb
{
    private const long SwapUnit = 64 << 10;

    public string Name => "swapin";

    public string Description =>
        "Page everything out and time the sweep that brings it back: strategies, and the running kernel, in turn, with "
        + "medians and spread. Exit codes: 0; 1 a page came back with other content; 2 usage; 3 this machine cannot do it; 130 interrupted.";

    public IReadOnlyList<OptionRow> Options => SwapInTable.All;

    public IReadOnlyList<string> Examples { get; } =
    [
        "swapstress swapin --size 512M --repeat 9",
        "swapstress swapin --backend model,kernel --sync none,prepare-tick --json swapin.json",
    ];

    /// <summary>Measures.</summary>
    /// <returns>The exit code: 0, or 130 if it was interrupted; what was measured until then is shown and written.</returns>
    public Task<int> RunAsync(Invocation invocation) => Task.FromResult(Run(invocation));

    private int Run(Invocation invocation)
    {
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        (SweepOptions options, string? json) = new SwapInResolver(invocation.Values, model.Strategies).Resolve();
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
        var report = new SwapInReport(options, comparison, setup.CodecText, invocation.Output);
        report.Introduce();

        var stop = new StopFlag();
        using (Interrupts.Handle(() => stop.Request(StopReason.Interrupted)))
            comparison.Run(stop, report.Repeat);
        report.Conclude();
        int code = stop.IsRequested ? ExitCode.Interrupted : ExitCode.Clean;
        JsonOutput.Write(
            file,
            JsonSerializer.Serialize(
                SwapInDocument.From(options, comparison, setup.CodecText, startedUtc, invocation.Text, code),
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
