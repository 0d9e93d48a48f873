using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Harness.Regions;
using SwapStress.Paging;
using SwapStress.Paging.Swap;
using SwapStress.Paging.Sync;
using SwapStress.Paging.Zswap;
using SwapStress.Primitives;
using SwapStress.Store;
using SwapStress.Store.Brd;
using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Faulty;
using SwapStress.Store.Managed;
using SwapStress.Store.Zram;
using SwapStress.Stress.SwapIn;

namespace SwapStress.Stress.Wiring;

/// <summary>The paging model on the store's devices.</summary>
internal sealed class PagingModel : IModel
{
    private readonly CodecCatalog _catalog = new(new NativeCodecProvider(), new ManagedCodecProvider());

    public IReadOnlyList<StrategyInfo> Strategies { get; } =
    [
        .. SwapInSyncs
            .All(StressDefaults.Hz)
            .Select(sync => new StrategyInfo(sync.Name, sync.IsExpectedSound, $"{sync.Summary} ({sync.Source})")),
    ];

    public bool IsExpectedSound(StressOptions options, StrategyInfo strategy) =>
        Soundness.IsExpected(
            ModelRegionFactory.OptionsOf(options, strategy, Zswap(options, UntrainedCodec(options))),
            deviceNeedsStableWrites: options.DeviceCompresses
        );

    public IReadOnlyList<string> DescribeCodecs() =>
        [
            .. from provider in _catalog.Providers
            from status in provider.Algorithms
            select $"{provider.Name, -8} {NameOf(status.Algorithm), -5} {status.Library ?? $"missing: {status.MissingReason}"}{(status.TakesDictionary ? ", also with a dictionary" : "")}",
        ];

    public ModelSetup Prepare(StressOptions options, PageContent content)
    {
        uint slotCount = checked((uint)(options.SwapBytes / PageSize.Bytes));
        CodecChoice? codec = UntrainedCodec(options) is { } untrained
            ? Trained(untrained, content, options.PageCount)
            : null;
        Func<SwapDevice> createDevice;
        string deviceText;
        switch (options.Device)
        {
            case "brd":
                createDevice = () => new BrdDevice(slotCount, options.ReadDelay);
                deviceText = "brd";
                break;
            case "zram":
                CodecChoice choice = codec!;
                var zram = new ZramOptions(slotCount, choice)
                {
                    MemLimitBytes = options.Zram.MemLimitBytes,
                    Checksum = options.Checksum,
                    SecondaryCodecs = options.Zram.Recompress is { } secondary
                        ? [Resolve(secondary, options.CodecProvider)]
                        : [],
                    ReadDelay = options.ReadDelay,
                    AllocationFailurePercent = options.FailPoolAllocPercent,
                    FailureSeed = options.Seed,
                };
                createDevice = new ZramFactory(zram, options.Zram, options.Strategies.Count).Create;
                deviceText = $"zram, {TextOf(choice)}";
                if (options.Checksum)
                    deviceText += ", checksums";
                if (options.FailPoolAllocPercent > 0)
                    deviceText += $", {options.FailPoolAllocPercent:0.###} % of its allocations fail at first";
                if (options.CompactIntervalNs is { } interval)
                    deviceText += $", compacted every {DurationText.Format(interval)}";
                deviceText += ZramFactory.Describe(zram, options.Zram);
                break;
            default:
                throw new UsageException($"unknown device '{options.Device}'; write zram or brd");
        }
        if (options.IoThreads > 0)
            deviceText += $", {options.IoThreads} I/O thread{(options.IoThreads == 1 ? "" : "s")}";
        if (options.SlotScan == SlotScan.Global)
            deviceText += ", one scan for free slots";
        if (options.Flaky is { } flaky)
            deviceText += $", on purpose {Describe(flaky)}";
        if (!options.StableWrites)
            deviceText += ", stable writes off";
        ZswapOptions? zswap = Zswap(options, codec);
        if (zswap is not null)
            deviceText += $" + zswap, {Describe(zswap)}";
        return new ModelSetup(new ModelRegionFactory(options, createDevice, zswap), deviceText);
    }

    public SweepSetup PrepareSweep(SweepOptions options, PageContent content)
    {
        CodecChoice choice = Trained(Resolve(options.Compressor, options.CodecProvider), content, options.PageCount);
        uint slotCount = checked((uint)(options.DiskBytes / PageSize.Bytes));
        return new SweepSetup(CreateRegion, choice, TextOf(choice));

        ModelSweepRegion CreateRegion(StrategyInfo strategy, int pageCount)
        {
            var device = new ZramDevice(new ZramOptions(slotCount, choice));
            try
            {
                var space = new AddressSpaceOptions
                {
                    PageCount = pageCount,
                    Sync = SwapInSyncs.Find(strategy.Name, options.Hz)!,
                    Hz = options.Hz,
                    ThreadCount = options.Threads + 1,
                    TimesSwapIns = false,
                    // Nobody races for a page, so no folio is left in the swap cache behind its page's back.
                    CachedFoliosMax = pageCount,
                };
                return new ModelSweepRegion(new AddressSpace(space, device), device);
            }
            catch (OutOfMemoryException exception)
            {
                device.Dispose();
                throw new EnvironmentException(
                    $"the host has no memory for {pageCount} pages; write a smaller --size or --disksize",
                    exception
                );
            }
        }
    }

    /// <summary>The codec of a run, its dictionary not trained yet; null where nothing compresses.</summary>
    private CodecChoice? UntrainedCodec(StressOptions options) =>
        options.DeviceCompresses || options.Zswap is not null
            ? Resolve(options.Compressor, options.CodecProvider)
            : null;

    /// <summary>The codec with its dictionary, if it is to have one, trained from what the pages will hold.</summary>
    /// <exception cref="UsageException">There is too little to train it from.</exception>
    private static CodecChoice Trained(CodecChoice codec, PageContent content, int pageCount)
    {
        if (!codec.Spec.HasDictionary)
            return codec;
        return PageDictionary.TryTrain(codec, pageCount, content.Fill, out CodecChoice? trained, out string? error)
            ? trained
            : throw new UsageException(error);
    }

    private static ZswapOptions? Zswap(StressOptions options, CodecChoice? codec) =>
        options.Zswap is { } settings
            ? new ZswapOptions(codec!)
            {
                MaxPoolPercent = settings.MaxPoolPercent,
                ExclusiveFix = settings.ExclusiveFix,
                WritebackFix = settings.WritebackFix,
                WritebackDelay = settings.WritebackDelay,
            }
            : null;

    private static string Describe(FlakyOptions flaky) =>
        string.Join(
            ", ",
            new (double Percent, string What)[]
            {
                (flaky.ReadErrorPercent, "of reads fail"),
                (flaky.WriteErrorPercent, "of writes fail"),
                (flaky.NoSpacePercent, "of writes find it full"),
                (flaky.SlowReadPercent, $"of reads take {DurationText.Format(flaky.SlowReadNs)} longer"),
            }
                .Where(rate => rate.Percent > 0)
                .Select(rate => FormattableString.Invariant($"{rate.Percent:0.######} % {rate.What}"))
        );

    private static string Describe(ZswapOptions zswap) =>
        $"{TextOf(zswap.Codec)}, pool up to "
        + $"{zswap.MaxPoolPercent} % of the region"
        + (zswap.ExclusiveFix ? "" : ", exclusive-load fix off")
        + (zswap.WritebackFix ? "" : ", writeback fix off")
        + (
            zswap.WritebackDelay.Nanoseconds == 0
                ? ""
                : $", writeback delay {DurationText.Format(zswap.WritebackDelay.Nanoseconds)}"
        );

    public (CodecChoice Codec, string Text) ResolveCodec(string compressor, string? provider)
    {
        CodecChoice choice = Resolve(compressor, provider);
        return (choice, TextOf(choice));
    }

    private CodecChoice Resolve(string compressor, string? provider)
    {
        if (!CodecSpec.TryParse(compressor, out CodecSpec spec, out string? error))
            throw new UsageException(error);
        return _catalog.TryResolve(spec, provider, out CodecChoice? choice, out error)
            ? choice
            : throw new EnvironmentException(error);
    }

    private static string NameOf(CodecAlgorithm algorithm) => new CodecSpec(algorithm, Level: null).ToString();

    /// <summary>"lz4 (native, liblz4 1.9.4)".</summary>
    private static string TextOf(CodecChoice choice)
    {
        string? library = choice.Provider.Algorithms.First(status => status.Algorithm == choice.Spec.Algorithm).Library;
        return $"{choice.Spec} ({choice.Provider.Name}, {library ?? "?"})";
    }
}
