namespace SwapStress.Store.Compression.Native;

/// <summary>
/// Codecs of the system's liblz4 and libzstd: the C code that the kernel also builds. Loads the libraries when it is
/// constructed; a missing one makes only its own algorithm unavailable.
/// </summary>
public sealed class NativeCodecProvider : ICodecProvider
{
    /// <summary>The name as <c>--codec-provider</c> spells it.</summary>
    public const string ProviderName = "native";

    private static readonly string Install = $"{NativeCodecPackages.Advice}, or use --codec-provider managed";

    private readonly Lz4Library? _lz4;
    private readonly ZstdLibrary? _zstd;
    private readonly ZstdDictionaryLibrary? _zstdDictionaries;

    /// <summary>Looks for the libraries under their usual names.</summary>
    public NativeCodecProvider()
        : this(Lz4Library.Names, ZstdLibrary.Names) { }

    internal NativeCodecProvider(IReadOnlyList<string> lz4Names, IReadOnlyList<string> zstdNames)
    {
        string? lz4Missing = null;
        string? zstdMissing = null;
        try
        {
            if (SharedLibrary.TryLoad(lz4Names) is { } library)
                _lz4 = new Lz4Library(library);
            else
                lz4Missing = $"{lz4Names[0]} was not found; {Install}";
        }
        catch (EntryPointNotFoundException e)
        {
            lz4Missing = $"{lz4Names[0]} is too old ({e.Message}); {Install}";
        }
        try
        {
            if (SharedLibrary.TryLoad(zstdNames) is { } library)
            {
                _zstd = new ZstdLibrary(library);
                _zstdDictionaries = TryFindDictionaries(library);
            }
            else
                zstdMissing = $"{zstdNames[0]} was not found; {Install}";
        }
        catch (EntryPointNotFoundException e)
        {
            zstdMissing = $"{zstdNames[0]} is too old ({e.Message}); {Install}";
        }
        Algorithms =
        [
            new CodecStatus(CodecAlgorithm.Lz4, _lz4 is null ? null : $"liblz4 {_lz4.Version}", lz4Missing),
            new CodecStatus(CodecAlgorithm.Zstd, _zstd is null ? null : $"libzstd {_zstd.Version}", zstdMissing)
            {
                TakesDictionary = _zstdDictionaries is not null,
            },
        ];
    }

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public IReadOnlyList<CodecStatus> Algorithms { get; }

    /// <inheritdoc/>
    public PageCodec Create(CodecSpec spec) =>
        (spec.Algorithm, _lz4, _zstd) switch
        {
            (CodecAlgorithm.Lz4, { } lz4, _) => new NativeLz4Codec(lz4, spec),
            (CodecAlgorithm.Zstd, _, { } zstd) => new NativeZstdCodec(zstd, spec),
            _ => throw new NotSupportedException($"{spec} is not available from the provider {Name}."),
        };

    /// <inheritdoc/>
    public byte[] Train(ReadOnlySpan<byte> pages, int bytesMax, out string? whyNot)
    {
        if (_zstdDictionaries is { } functions)
            return NativeZstdDictionary.Train(functions, pages, bytesMax, out whyNot);
        whyNot = "libzstd has no dictionary builder";
        return [];
    }

    /// <inheritdoc/>
    public CodecDictionary Load(CodecSpec spec, byte[] bytes) =>
        (spec.Algorithm, _zstd, _zstdDictionaries) switch
        {
            (CodecAlgorithm.Zstd, { } zstd, { } functions) => new NativeZstdDictionary(zstd, functions, spec, bytes),
            _ => throw new NotSupportedException($"{spec} takes no dictionary from the provider {Name}."),
        };

    private static ZstdDictionaryLibrary? TryFindDictionaries(SharedLibrary library)
    {
        try
        {
            return new ZstdDictionaryLibrary(library);
        }
        catch (EntryPointNotFoundException)
        {
            // A build without the dictionary builder (ZSTD_LIB_DICTBUILDER=0).
            return null;
        }
    }
}
