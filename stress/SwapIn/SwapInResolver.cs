using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.SwapIn;

/// <summary>Gives the texts of <c>swapin</c> their meaning, and checks that they go together.</summary>
internal sealed class SwapInResolver(OptionValues values, IReadOnlyList<StrategyInfo> strategies)
{
    private const string ModelName = "model";
    private const string KernelName = "kernel";

    /// <summary>Every option but the system's swap, which is looked at last.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public (SweepOptions Options, string? Json) Resolve()
    {
        StrategyInfo[] contenders = Contenders();
        long sizeBytes = SizeOfPages(SwapInTable.Size) ?? SweepOptions.SizeBytesDefault;
        // The header, and what the mail left free: 32G for 10G.
        long diskBytes = SizeOfPages(SwapInTable.DiskSize) ?? RoundUp((sizeBytes / 5 * 16) + PageSize.Bytes, 1 << 20);
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
            Compressor = values.Text(SwapInTable.Compressor) ?? StressDefaults.Compressor,
            CodecProvider = values.Word(SwapInTable.CodecProvider),
            Content = values.Get(SwapInTable.Content, ContentSpec.Runtime),
            Repeats = values.Get(SwapInTable.Repeat, SweepOptions.RepeatsDefault),
            Threads = values.Get(SwapInTable.Threads, 1),
            Seed = values.Get(SwapInTable.Seed, StressDefaults.Seed),
        };
        if (options.Threads > options.PageCount)
            throw new UsageException(
                $"--threads {options.Threads} is more than the {options.PageCount} pages of --size"
            );
        string? json = OutputPaths.Of(values, SwapInTable.Json);
        PathRules.Check([
            new NamedPath(SwapInTable.Content.Name, options.Content.Path, IsWritten: false),
            new NamedPath(SwapInTable.Json.Name, json, IsWritten: true),
        ]);
        return (options, json);
    }

    /// <summary>The kernel first, as the yardstick; then the strategies in the user's order.</summary>
    private StrategyInfo[] Contenders()
    {
        string[] backends = (values.Text(SwapInTable.Backend) ?? ModelName).Split(',', StringSplitOptions.TrimEntries);
        if (backends.FirstOrDefault(backend => backend is not (ModelName or KernelName)) is { } unknown)
            throw new UsageException($"unknown --backend '{unknown}'; write model, kernel or model,kernel");
        if (backends.Distinct(StringComparer.Ordinal).Count() < backends.Length)
            throw new UsageException($"--backend {values.Text(SwapInTable.Backend)} names one twice; name each once");
        bool hasModel = backends.Contains(ModelName, StringComparer.Ordinal);
        if (!hasModel && SwapInTable.OfModel.FirstOrDefault(values.Given) is { } given)
            throw new UsageException(
                $"{given} says how the model works, and only the kernel runs; leave it out, or write --backend model,kernel"
            );
        IReadOnlyList<StrategyInfo> chosen = hasModel
            ? OptionRules.ParseStrategies(values.Text(SwapInTable.Sync) ?? SwapInTable.SyncDefault, strategies)
            : [];
        return backends.Contains(KernelName, StringComparer.Ordinal) ? [StrategyInfo.Kernel, .. chosen] : [.. chosen];
    }

    private static long RoundUp(long bytes, long unit) => (bytes + unit - 1) / unit * unit;

    private long? SizeOfPages(OptionRow<long> option)
    {
        if (values.Find(option) is not { } bytes)
            return null;
        if (bytes < PageSize.Bytes || bytes % PageSize.Bytes != 0)
            throw new UsageException(
                $"{option} {values.Text(option)} is no whole number of {PageSize.Bytes}-byte pages; write {RoundUp(Math.Max(1, bytes), PageSize.Bytes)}, for example"
            );
        return bytes <= OptionRules.BytesMax
            ? bytes
            : throw new UsageException(
                $"{option} {SizeText.Format(bytes)} is too large; the largest is {OptionRules.BytesMax}"
            );
    }
}
