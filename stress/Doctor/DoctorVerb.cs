using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Doctor;

/// <summary>The verb <c>doctor</c>: what the machine can do, or with <c>--pool</c> a pool by its size classes.</summary>
internal sealed class DoctorVerb(IModel model) : IVerb
{
    public string Name => "doctor";

    public string Description =>
        "What this machine can do, and the commands that improve it; or with --pool, the size classes of a zram's pool before "
        + "and after a compaction. Exit codes: 0 a default run can work; 2 usage; 3 it cannot.";

    public IReadOnlyList<OptionRow> Options => DoctorTable.All;

    public IReadOnlyList<string> Examples { get; } =
    ["swapstress doctor", "swapstress doctor --pool --size 256M --compressor zstd:1"];

    public async Task<int> RunAsync(Invocation invocation)
    {
        TextWriter output = invocation.Output;
        var resolver = new DoctorResolver(invocation.Values);
        if (resolver.Resolve() is not { } options)
            return await ExamineMachineAsync(resolver.ResolveJson(), output);
        ExaminePool(options, output);
        return ExitCode.Clean;
    }

    private async Task<int> ExamineMachineAsync(string? json, TextWriter output)
    {
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        using OutputFile? file = JsonOutput.Open(json);
        var defaults = new StressOptions
        {
            Strategies = OptionRules.ParseStrategies(FixWord.Strategies(FixWord.Both), model.Strategies),
            FlightRecorder = true,
        };
        IReadOnlyList<Finding> findings =
        [
            .. MachineDiagnosis.Examine(defaults),
            .. CodecExamination.Examine(model.DescribeCodecs()),
        ];
        foreach (string line in DoctorReport.Lines(findings))
            await output.WriteLineAsync(line);
        int code = findings.Any(finding => finding.Blocks) ? ExitCode.Environment : ExitCode.Clean;
        JsonOutput.Write(
            file,
            JsonSerializer.Serialize(
                DoctorDocument.From(findings, startedUtc, code),
                DoctorJson.Indented.DoctorDocument
            )
        );
        return code;
    }

    private void ExaminePool(DoctorOptions options, TextWriter output)
    {
        (CodecChoice codec, string codecText) = model.ResolveCodec(options.Compressor, options.CodecProvider);
        long bytes = (long)options.PageCount * PageSize.Bytes;
        // If none of the pages compressed.
        MemoryCheck.Require(bytes + (bytes / 64), "a pool of --size", "write a smaller --size");
        PageContent content = PageContent.Load(options.Content, bytes, options.Seed);
        using var device = new ZramDevice(new ZramOptions((uint)options.PageCount, codec));
        var examination = new PoolExamination(device, content, options);
        examination.Run();
        Report(options, codecText, examination, output);
    }

    private static void Report(DoctorOptions options, string codecText, PoolExamination pool, TextWriter output)
    {
        output.WriteLine(
            $"zram, {codecText}: {options.PageCount} pages of {options.Content}, "
                + $"{pool.FreedSlots} of them freed at random (--free {options.FreePercent:0.###}, seed {options.Seed})"
        );
        Show("before", pool.Freed!, output);
        Show("after", pool.Compacted!, output);
        output.WriteLine(
            $"compaction: {pool.FreedPages} of {pool.Freed!.Memory.MemUsedTotalBytes / PageSize.Bytes} pages freed in "
                + $"{pool.Duration.TotalMilliseconds:0.0} ms; every page reads as it was written"
        );
        output.WriteLine(
            $"mem_used / compr_data: {Density(pool.Filled!)} filled, {Density(pool.Freed)} after the frees, {Density(pool.Compacted!)} compacted"
        );
    }

    private static void Show(string when, PoolState state, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            $"{when}: {state.Memory.ComprDataSizeBytes} bytes of data in {state.Memory.MemUsedTotalBytes / PageSize.Bytes} pages, "
                + $"{state.Memory.HugePages} huge pages, {state.Memory.SamePages} same-filled"
        );
        foreach (string line in ClassTable.Lines(state.Classes))
            output.WriteLine(line);
        output.WriteLine();
    }

    private static string Density(PoolState state) => double.IsFinite(state.Density) ? $"{state.Density:0.000}" : "-";
}
