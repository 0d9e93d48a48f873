using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Store;
using SwapStress.Store.Compression;
using SwapStress.Store.Zram;

namespace SwapStress.Stress.Wiring;

/// <summary>Makes a run's zram devices, each with a backing file of its own where there are any.</summary>
internal sealed class ZramFactory
{
    private readonly ZramOptions _options;
    private readonly ZramSettings _settings;
    private int _created;

    /// <summary>Looks first whether each device can have its backing file, so that nothing is begun in vain.</summary>
    /// <exception cref="UsageException">A file cannot be one; the message says what to do.</exception>
    public ZramFactory(ZramOptions options, ZramSettings settings, int deviceCount)
    {
        _options = options;
        _settings = settings;
        var files = new List<BackingFile>();
        try
        {
            for (int i = 0; settings.BackingFile is not null && i < deviceCount; i++)
                files.Add(Open(i));
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    /// <summary>What the settings add to the device's name.</summary>
    public static string Describe(ZramOptions options, ZramSettings settings)
    {
        string text = settings.MemLimitBytes > 0 ? $", at most {SizeText.Format(settings.MemLimitBytes)}" : "";
        string interval = DurationText.Format(settings.IdleIntervalNs);
        foreach (CodecChoice secondary in options.SecondaryCodecs)
            text += $", pages idle for {interval} compressed again with {secondary}";
        return settings.BackingFile is null
            ? text
            : $"{text}, huge pages and those idle for {interval} written back to {settings.BackingFile}";
    }

    /// <summary>The next device.</summary>
    /// <exception cref="UsageException">Its backing file has become unusable.</exception>
    public SwapDevice Create()
    {
        int number = _created++;
        return new ZramDevice(_settings.BackingFile is null ? _options : _options with { Backing = Open(number) });
    }

    private BackingFile Open(int number)
    {
        try
        {
            return new BackingFile(_settings.BackingFileOf(number), _options.SlotCount);
        }
        catch (BackingFileException exception)
        {
            throw new UsageException($"--backing-file {exception.Message}");
        }
    }
}
