using SwapStress.Primitives;

namespace SwapStress.Store.Faulty;

/// <summary>
/// A device in front of another that fails some requests on purpose, as <c>dm-flakey</c> and <c>fail_make_request</c> do.
/// What fails is decided before the device below is asked, so a failed request has changed nothing there.
/// </summary>
/// <remarks>Its reads and writes are the only ones that pay for it: without it nobody asks whether to fail.</remarks>
public sealed class FlakyDevice : FrontDevice
{
    private readonly SeededChance _readErrors;
    private readonly SeededChance _writeErrors;
    private readonly SeededChance _noSpace;
    private readonly SeededChance _slowReads;
    private readonly ReadDelay _slowness;
    private bool _isOn;
    private long _readErrorCount;
    private long _writeErrorCount;
    private long _noSpaceCount;
    private long _slowReadCount;

    /// <summary>In front of a device, which stays its owner's to dispose of. Nothing fails before <see cref="IsOn"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is no percentage.</exception>
    public FlakyDevice(SwapDevice inner, FlakyOptions options)
        : base(inner)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Seeds of their own: else the same requests would meet all misfortunes.
        _readErrors = new SeededChance(options.ReadErrorPercent, SplitMix64.At(options.Seed, 1));
        _writeErrors = new SeededChance(options.WriteErrorPercent, SplitMix64.At(options.Seed, 2));
        _noSpace = new SeededChance(options.NoSpacePercent, SplitMix64.At(options.Seed, 3));
        _slowReads = new SeededChance(options.SlowReadPercent, SplitMix64.At(options.Seed, 4));
        _slowness = new ReadDelay(options.SlowReadNs, DelayKind.Sleep);
    }

    /// <summary>Whether requests fail now.</summary>
    public bool IsOn
    {
        get => Volatile.Read(ref _isOn);
        set => Volatile.Write(ref _isOn, value);
    }

    /// <summary>What has failed so far.</summary>
    public FlakyCounts Counts =>
        new(
            Volatile.Read(ref _readErrorCount),
            Volatile.Read(ref _writeErrorCount),
            Volatile.Read(ref _noSpaceCount),
            Volatile.Read(ref _slowReadCount)
        );

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        foreach (SeededChance chance in (SeededChance[])[_readErrors, _writeErrors, _noSpace, _slowReads])
            chance.Rewind();
    }

    /// <inheritdoc/>
    protected override DeviceStatus ReadPage(uint slot, Span<byte> page)
    {
        if (!IsOn)
            return base.ReadPage(slot, page);
        if (Hits(_slowReads, ref _slowReadCount))
            _slowness.Wait();
        return Hits(_readErrors, ref _readErrorCount) ? DeviceStatus.InjectedError : base.ReadPage(slot, page);
    }

    /// <inheritdoc/>
    protected override DeviceStatus WritePage(uint slot, ReadOnlySpan<byte> page)
    {
        if (!IsOn)
            return base.WritePage(slot, page);
        if (Hits(_writeErrors, ref _writeErrorCount))
            return DeviceStatus.InjectedError;
        return Hits(_noSpace, ref _noSpaceCount) ? DeviceStatus.NoSpace : base.WritePage(slot, page);
    }

    private static bool Hits(SeededChance chance, ref long count)
    {
        if (!chance.Next())
            return false;
        Interlocked.Increment(ref count);
        return true;
    }
}
