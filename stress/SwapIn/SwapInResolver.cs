using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.SwapIn;

/// <summary>Gives the texts of <c>swapin</c> their meaning, and checks that they go together.</summary>
internal sealed class SwapInResolver(SwapInOptionSet set, ParseResult parsed, IReadOnlyList<StrategyInfo> strategies)
    : OptionReader(parsed)
{
    private const string ModelName = "model";
    private const string KernelName = "kernel";
    private const int RepeatsMax = 10_000;
    private const int ThreadsMax = 1_024;

    /// <summary>Every option but the system's swap, which is looked at last.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public (SweepOptions Options, string? Json) Resolve()
    {
        StrategyInfo[] contenders = Contenders();
        long sizeBytes = SizeOfPages(set.Size) ?? SweepOptions.SizeBytesDefault;
        // The header, and what the mail left free: 32G for 10G.
        long diskBytes = SizeOfPages(set.DiskSize) ?? RoundUp((sizeBytes / 5 * 16) + PageSize.Bytes, 1 << 20);
        if (diskBytes > OptionRules.BytesMax)
            throw new UsageException($"--disksize {diskBytes} is too large; the largest is {OptionRules.BytesMax}");
        if (diskBytes <= sizeBytes)
            throw new UsageException(
                $"--disksize {SizeText.Format(diskBytes)} has no room for {SizeText.Format(sizeBytes)} and the header page; "
                    + $"write {sizeBytes + PageSize.Bytes} or more"
            );
        var options = new SweepOptions
        {
            Contenders = contenders,
            SizeBytes = sizeBytes,
            DiskBytes = diskBytes,
            Compressor = Text(set.Compressor) ?? StressDefaults.Compressor,
            CodecProvider = Choice(set.CodecProvider, "native", "managed"),
            Content = Text(set.Content) is { } content ? ContentSpec.Parse(content) : ContentSpec.Runtime,
            Repeats = (int)(Number(set.Repeat, 1, RepeatsMax) ?? SweepOptions.RepeatsDefault),
            Threads = (int)(Number(set.Threads, 1, ThreadsMax) ?? 1),
            Seed = Number(set.Seed, 0, ulong.MaxValue) ?? StressDefaults.Seed,
        };
        if (options.Threads > options.PageCount)
            throw new UsageException(
                $"--threads {options.Threads} is more than the {options.PageCount} pages of --size"
            );
        string? json = JsonFile(set.Json);
        PathRules.Check([
            new NamedPath(set.Content.Name, options.Content.Path, IsWritten: false),
            new NamedPath(set.Json.Name, json, IsWritten: true),
        ]);
        return (options, json);
    }

    /// <summary>The kernel first, as the yardstick; then the strategies in the user's order.</summary>
    private StrategyInfo[] Contenders()
    {
        string[] backends = (Text(set.Backend) ?? ModelName).Split(',', StringSplitOptions.TrimEntries);
        if (backends.FirstOrDefault(backend => backend is not (ModelName or KernelName)) is { } unknown)
            throw new UsageException($"unknown --backend '{unknown}'; write model, kernel or model,kernel");
        if (backends.Distinct(StringComparer.Ordinal).Count() < backends.Length)
            throw new UsageException($"--backend {Text(set.Backend)} names one twice; name each once");
        bool hasModel = backends.Contains(ModelName, StringComparer.Ordinal);
        if (!hasModel && set.OfModel.FirstOrDefault(Given) is { } given)
            throw new UsageException(
                $"{given.Name} says how the model works, and only the kernel runs; leave it out, or write --backend model,kernel"
            );
        IReadOnlyList<StrategyInfo> chosen = hasModel
            ? OptionRules.ParseStrategies(Text(set.Sync) ?? SwapInOptionSet.SyncDefault, strategies)
            : [];
        return backends.Contains(KernelName, StringComparer.Ordinal) ? [StrategyInfo.Kernel, .. chosen] : [.. chosen];
    }

    private static long RoundUp(long bytes, long unit) => (bytes + unit - 1) / unit * unit;

    private long? SizeOfPages(Option<string> option)
    {
        if (Size(option) is not { } bytes)
            return null;
        if (bytes < PageSize.Bytes || bytes % PageSize.Bytes != 0)
            throw new UsageException(
                $"{option.Name} {Text(option)} is no whole number of {PageSize.Bytes}-byte pages; write {RoundUp(Math.Max(1, bytes), PageSize.Bytes)}, for example"
            );
        return bytes <= OptionRules.BytesMax
            ? bytes
            : throw new UsageException(
                $"{option.Name} {SizeText.Format(bytes)} is too large; the largest is {OptionRules.BytesMax}"
            );
    }
}
